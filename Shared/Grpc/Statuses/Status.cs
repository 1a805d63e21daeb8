namespace Grpc.Core;

/// <summary>The end of a call: a code and a sentence about it.</summary>
/// <param name="StatusCode">The code.</param>
/// <param name="Detail">Free text; any Unicode, percent-encoded on the wire.</param>
/// <param name="DebugException">What caused it on this side. Never sent.</param>
public readonly record struct Status(StatusCode StatusCode, string Detail, Exception? DebugException = null)
{
    /// <summary>OK without a detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>CANCELLED without a detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    public override string ToString() => $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")";
}
