using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;

namespace Salt.Tests.Unit.Rpc;

public class RpcFaultTests
{
    private const string Peer = "the master at here:4506";

    private static readonly HttpRequestException Tls = new(
        HttpRequestError.SecureConnectionError, "The SSL connection could not be established, see inner exception.", new AuthenticationException("Authentication failed"));

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Case("refused", StatusCode.Unavailable, new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), Failure.Unavailable, "nothing listens there");
        yield return Case("unknown name", StatusCode.Unavailable, new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)), Failure.Unavailable, "its name is not known here");
        yield return Case("no route", StatusCode.Unavailable, new SocketException((int)SocketError.HostUnreachable), Failure.Unavailable, "there is no route to it");
        yield return Case("reset", StatusCode.Unavailable, new IOException("x", new SocketException((int)SocketError.ConnectionReset)), Failure.Unavailable, "was lost");
        yield return Case("untrusted", StatusCode.Internal, new HttpRequestException("x", new UntrustedPeerException("the master is refused: why")), Failure.Denied, "the master is refused: why");
        yield return Case("no TLS", StatusCode.Internal, Tls, Failure.Unavailable, "no TLS connection to");
        yield return Case("connect time-out", StatusCode.Cancelled, new TaskCanceledException("x", new TimeoutException("y")), Failure.Unavailable, "no connection to the master at here:4506 in time");
        yield return Case("HTTP/1", StatusCode.Internal, new HttpRequestException(HttpRequestError.VersionNegotiationError, "x"), Failure.Unavailable, "not as a salt-master does");
        yield return Case("ended", StatusCode.Unavailable, new HttpIOException(HttpRequestError.ResponseEnded), Failure.Unavailable, "was lost");
        yield return Case("stopping", StatusCode.Internal, new HttpProtocolException(0, "x", null), Failure.Unavailable, "it is stopping");
        yield return Case("reset stream", StatusCode.Internal, new HttpProtocolException(2, "x", null), Failure.Internal, "HTTP/2 INTERNAL_ERROR");
        yield return Case("code of tomorrow", StatusCode.Internal, new HttpProtocolException(99, "x", null), Failure.Internal, "HTTP/2 code 99");
        yield return Case("too much", StatusCode.ResourceExhausted, new HttpProtocolException(0xb, "x", null), Failure.Unavailable, "asked too much");
        yield return Case("closed channel", StatusCode.Cancelled, new ObjectDisposedException("x"), Failure.Unavailable, "is closed");
        yield return Case("cancelled", StatusCode.Cancelled, new OperationCanceledException("x"), Failure.Unavailable, "was cancelled");
        yield return Case("unreadable", StatusCode.Internal, new FormatException("x"), Failure.Internal, "cannot be read");
        yield return Case("HTTP status", StatusCode.PermissionDenied, null, Failure.Unavailable, "not as a salt-master does", "Bad gRPC response. HTTP status code: 403");
        yield return Case("deadline", StatusCode.DeadlineExceeded, null, Failure.TimedOut, "did not answer in time");
        yield return Case("deadline there", StatusCode.DeadlineExceeded, null, Failure.TimedOut, "did not answer in time", "Deadline Exceeded");
        yield return Case("deadline of the peer's own", StatusCode.DeadlineExceeded, null, Failure.TimedOut, "no hello within 30 s", "no hello within 30 s");
        yield return Case("crash", StatusCode.Unknown, null, Failure.Internal, "did not say how", "Exception was thrown by handler.");
        yield return Case("too long in the peer's words", StatusCode.ResourceExhausted, null, Failure.BadRequest, "the message is longer than 4 MiB", "the message is longer than 4 MiB");
        yield return Case("too long", StatusCode.ResourceExhausted, null, Failure.BadRequest, "max_message_size", "Received message exceeds the maximum configured message size.");
    }

    [TestCaseSource(nameof(Faults))]
    public void A_failed_call_has_one_line_of_our_own(RpcException failed, Failure failure, string words)
    {
        var fault = RpcFault.Of(failed, Peer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Failure, Is.EqualTo(failure));
            Assert.That(fault.Sentence, Does.Contain(words));
            Assert.That(fault.Sentence, Does.Not.Contain("\n").And.Not.Contain("gRPC").And.Not.Contain("Exception").And.Not.Contain("SSL"));
        }
    }

    // The table of statuses and exit codes, whole.
    [TestCase(StatusCode.Cancelled, ExitCodes.Unavailable)]
    [TestCase(StatusCode.Unknown, ExitCodes.Internal)]
    [TestCase(StatusCode.InvalidArgument, ExitCodes.Usage)]
    [TestCase(StatusCode.DeadlineExceeded, ExitCodes.Unavailable)]
    [TestCase(StatusCode.NotFound, ExitCodes.SomeFailed)]
    [TestCase(StatusCode.AlreadyExists, ExitCodes.SomeFailed)]
    [TestCase(StatusCode.PermissionDenied, ExitCodes.Denied)]
    [TestCase(StatusCode.ResourceExhausted, ExitCodes.Usage)]
    [TestCase(StatusCode.FailedPrecondition, ExitCodes.SomeFailed)]
    [TestCase(StatusCode.Aborted, ExitCodes.SomeFailed)]
    [TestCase(StatusCode.OutOfRange, ExitCodes.Usage)]
    [TestCase(StatusCode.Unimplemented, ExitCodes.Internal)]
    [TestCase(StatusCode.Internal, ExitCodes.Internal)]
    [TestCase(StatusCode.Unavailable, ExitCodes.Unavailable)]
    [TestCase(StatusCode.DataLoss, ExitCodes.Internal)]
    [TestCase(StatusCode.Unauthenticated, ExitCodes.Denied)]
    public void A_status_of_the_peer_has_one_exit_code(StatusCode code, int exitCode) => Assert.That(
        ExitCodes.Of(RpcFault.Of(new RpcException(new Status(code, "")), Peer).Failure), Is.EqualTo(exitCode));

    [Test]
    public void What_the_peer_says_itself_is_told_to_the_letter() => Assert.That(
        RpcFault.Of(new RpcException(new Status(StatusCode.NotFound, "größer als 100 % ☃.")), Peer),
        Is.EqualTo(new RpcFault(Failure.NotFound, "größer als 100 % ☃.")));

    [Test]
    public void Every_socket_error_has_a_sentence_with_the_peer_in_it() => Assert.That(
        Enum.GetValues<SocketError>()
            .Select(error => RpcFault.Of(Failed(StatusCode.Unavailable, new SocketException((int)error)), Peer).Sentence),
        Has.All.Contain(Peer));

    private static TestCaseData Case(
        string name, StatusCode code, Exception? cause, Failure failure, string words, string detail = "") =>
        new TestCaseData(Failed(code, cause, detail), failure, words).SetArgDisplayNames(name);

    private static RpcException Failed(StatusCode code, Exception? cause, string detail = "") => new(new Status(
        code, cause is null ? detail : $"Error starting gRPC call. {cause.GetType().Name}: {cause.Message}", cause));
}
