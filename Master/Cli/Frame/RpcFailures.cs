using Grpc.Core;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;

namespace Salt.Cli.Frame;

/// <summary>What a call of the master's that failed means to the user.</summary>
internal static class RpcFailures
{
    private const string Peer = "the master";

    public static SaltException Translate(RpcException e)
    {
        var fault = RpcFault.Of(e, Peer);
        // Lines of this program begin with a capital; the master's own words stay as they came.
        var line = fault.Sentence.StartsWith(Peer, StringComparison.Ordinal) ? $"T{fault.Sentence[1..]}" : fault.Sentence;
        return new SaltException(fault.Failure, line, inner: e);
    }

    /// <summary>The master went away under the call: one that stops cancels its calls, one that is killed loses them.</summary>
    public static bool IsGone(RpcException e) => RpcFault.Of(e, Peer).Failure is Failure.Unavailable;
}
