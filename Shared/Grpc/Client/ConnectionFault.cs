using System.Security.Authentication;

namespace Grpc.Core.Client;

/// <summary>Names the status of a call that ended without one: by a connection or an HTTP/2 stream that failed.</summary>
internal static class ConnectionFault
{
    /// <summary>The status; its detail names the server and the innermost causes, and it keeps the exception.</summary>
    public static Status ToStatus(Exception fault, string target)
    {
        var chain = Chain(fault).ToList();
        var causes = Causes(chain);
        var protocol = chain.OfType<HttpProtocolException>().FirstOrDefault();
        if (protocol is not null)
            return new Status(OfHttp2(protocol.ErrorCode), $"{target} ended the call: {causes}", fault);
        if (chain.Exists(e => e is AuthenticationException))
            return new Status(StatusCode.Unavailable, $"No TLS connection to {target}: {causes}", fault);

        return chain[0] switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                new Status(StatusCode.Unavailable, $"No TLS connection to {target}: {causes}", fault),
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            } => new Status(StatusCode.Unavailable, $"Cannot connect to {target}: {causes}", fault),
            HttpRequestException or IOException =>
                new Status(StatusCode.Unavailable, $"The connection to {target} was lost: {causes}", fault),
            OperationCanceledException => new Status(StatusCode.Cancelled, $"The call to {target} was cancelled.", fault),
            ObjectDisposedException => new Status(StatusCode.Unavailable, $"The channel to {target} is closed.", fault),
            _ => new Status(StatusCode.Internal, $"The call to {target} failed: {causes}", fault),
        };
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }

    // The outermost text says no more than "see inner exception"; the second line of one, no more than parameter names.
    private static string Causes(List<Exception> chain) => string.Join(
        ": ", chain.Skip(chain.Count > 1 ? 1 : 0).Select(e => e.Message.Split('\n')[0].TrimEnd('.', '\r')).Distinct());

    // doc/PROTOCOL-HTTP2.md of gRPC, except NO_ERROR: what we see under that name is a server that shuts down.
    private static StatusCode OfHttp2(long errorCode) => errorCode switch
    {
        0x0 => StatusCode.Unavailable,
        0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xb => StatusCode.ResourceExhausted,
        0xc => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
