using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;

namespace Salt.Shared.Rpc;

/// <summary>What a call that failed means: the one place that reads the gRPC library's failures and, below them, .NET's. None
/// of their words reach a user.</summary>
/// <param name="Sentence">One line without a full stop: the peer's own word if it had one, else ours.</param>
public sealed record RpcFault(Failure Failure, string Sentence)
{
    /// <summary>How the library begins what it makes of an answer that is none of gRPC's.</summary>
    private const string BadAnswer = "Bad gRPC response";

    /// <summary>What libraries say, in one case or another, of a deadline that passes on the server first.</summary>
    private const string DeadlineOfLibraries = "deadline exceeded";

    /// <summary>How libraries begin to say that a message is over a limit.</summary>
    private static readonly string[] TooLongOfLibraries = ["Received message", "Sending message", "Sent message"];

    /// <param name="peer">Who was called, as it stands in a sentence: <c>the master at 10.0.0.1:4506</c>.</param>
    public static RpcFault Of(RpcException e, string peer)
    {
        if (Transport(e, peer) is { } transport) return transport;
        var (code, detail) = (e.StatusCode, e.Status.Detail);
        if (detail.StartsWith(BadAnswer, StringComparison.Ordinal)) return NotGrpc(peer);
        return code switch
        {
            StatusCode.Cancelled => new RpcFault(Failure.Unavailable, $"the call to {peer} was cancelled"),
            StatusCode.DeadlineExceeded when detail is "" || detail.Equals(DeadlineOfLibraries, StringComparison.OrdinalIgnoreCase) =>
                new RpcFault(Failure.TimedOut, $"{peer} did not answer in time; what it was asked to do may still happen"),
            StatusCode.ResourceExhausted when detail.Length == 0 || Array.Exists(TooLongOfLibraries, detail.StartsWith) => new RpcFault(
                Failure.BadRequest, $"a message to or from {peer} is longer than allowed (max_message_size)"),
            StatusCode.Unimplemented => new RpcFault(Failure.Internal, $"{peer} does not know this call: it is older than this program"),
            StatusCode.Unknown or StatusCode.DataLoss or StatusCode.OK => new RpcFault(
                Failure.Internal, $"{peer} failed and did not say how; its log may"),
            _ => new RpcFault(FailureOf(code), detail.Length > 0 ? detail : $"{peer} answered {code} and said no more"),
        };
    }

    /// <summary>What a status means that was sent by the peer.</summary>
    public static Failure FailureOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange or StatusCode.ResourceExhausted => Failure.BadRequest,
        StatusCode.Unauthenticated => Failure.Unauthenticated,
        StatusCode.PermissionDenied => Failure.Denied,
        StatusCode.NotFound => Failure.NotFound,
        StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.Aborted => Failure.Conflict,
        StatusCode.DeadlineExceeded => Failure.TimedOut,
        StatusCode.Unavailable or StatusCode.Cancelled => Failure.Unavailable,
        _ => Failure.Internal,
    };

    /// <summary>Null: the call was not ended by what carries it.</summary>
    private static RpcFault? Transport(RpcException e, string peer)
    {
        var chain = Chain(e.Status.DebugException).ToList();
        if (chain.Count == 0) return null;
        if (chain.OfType<UntrustedPeerException>().FirstOrDefault() is { } untrusted) return new RpcFault(Failure.Denied, untrusted.Message);
        if (chain.OfType<SaltException>().FirstOrDefault() is { } ours) return new RpcFault(ours.Failure, ours.Message);
        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket) return new RpcFault(Failure.Unavailable, SocketFaults.Sentence(socket.SocketErrorCode, peer));
        if (chain.OfType<HttpProtocolException>().FirstOrDefault() is { } http2) return Http2Faults.Of(http2.ErrorCode, peer);
        if (chain.Exists(cause => cause is AuthenticationException)) return NoTls(peer);
        var error = chain.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError;
        if (error is HttpRequestError.SecureConnectionError) return NoTls(peer);
        if (error is HttpRequestError.VersionNegotiationError or HttpRequestError.InvalidResponse) return NotGrpc(peer);
        if (chain.Exists(cause => cause is TimeoutException))
            return new RpcFault(Failure.Unavailable, $"no connection to {peer} in time: is the machine up, and does a firewall drop what is sent to it?");
        if (chain.Exists(cause => cause is HttpRequestException or IOException))
            return new RpcFault(Failure.Unavailable, $"the connection to {peer} was lost");
        if (chain.Exists(cause => cause is ObjectDisposedException))
            return new RpcFault(Failure.Unavailable, $"the connection to {peer} is closed");
        return e.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
            ? null
            : new RpcFault(Failure.Internal, $"what {peer} answered cannot be read");
    }

    private static RpcFault NoTls(string peer) =>
        new(Failure.Unavailable, $"no TLS connection to {peer}: what listens there is no salt-master, or it ended the handshake");

    private static RpcFault NotGrpc(string peer) =>
        new(Failure.Unavailable, $"{peer} answers, but not as a salt-master does: check address and port, and what stands between");

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}
