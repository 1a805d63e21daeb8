using Salt.Shared.Errors;

namespace Salt.Shared.Rpc;

/// <summary>What it means that a peer ended a call or a connection with an HTTP/2 error code (RFC 9113, 7).</summary>
internal static class Http2Faults
{
    private const long NoError = 0x0;
    private const long RefusedStream = 0x7;
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;
    private const long InadequateSecurity = 0xc;

    private static readonly string[] Names =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
        "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ];

    public static RpcFault Of(long code, string peer) => code switch
    {
        // NO_ERROR and CANCEL are what a server says that shuts down.
        NoError or RefusedStream or Cancel => new RpcFault(Failure.Unavailable, $"{peer} ended the call: it is stopping"),
        EnhanceYourCalm => new RpcFault(Failure.Unavailable, $"{peer} is asked too much at once"),
        InadequateSecurity => new RpcFault(Failure.Denied, $"{peer} wants better TLS than this side offers"),
        _ => new RpcFault(Failure.Internal, $"{peer} broke the call off (HTTP/2 {Name(code)})"),
    };

    private static string Name(long code) => code >= 0 && code < Names.Length ? Names[code] : $"code {code}";
}
