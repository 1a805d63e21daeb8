using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Cli;

public class RpcFailuresTests
{
    [TestCase(StatusCode.NotFound, "no job 7", "no job 7")]
    [TestCase(StatusCode.Internal, "", "The master answered Internal and said no more")]
    [TestCase(StatusCode.Unimplemented, "x", "The master does not know this call: it is older than this program")]
    [TestCase(StatusCode.DeadlineExceeded, "", "The master did not answer in time; what it was asked to do may still happen")]
    public void The_users_line_is_the_masters_own_where_it_has_one(StatusCode code, string detail, string line) =>
        Assert.That(RpcFailures.Translate(new RpcException(new Status(code, detail))).Message, Is.EqualTo(line));

    [TestCase(StatusCode.Unavailable, true)]
    [TestCase(StatusCode.Cancelled, true)]
    [TestCase(StatusCode.NotFound, false)]
    public void A_master_that_stops_is_gone_and_one_that_refuses_is_not(StatusCode code, bool isGone) =>
        Assert.That(RpcFailures.IsGone(new RpcException(new Status(code, ""))), Is.EqualTo(isGone));

    [Test]
    public void A_connection_that_broke_under_a_call_is_a_master_that_is_gone()
    {
        var broken = new Status(StatusCode.Internal, "Error reading next message.", new HttpIOException(HttpRequestError.ResponseEnded));

        Assert.That(RpcFailures.IsGone(new RpcException(broken)), Is.True);
    }

    [Test]
    public void Why_the_socket_could_not_be_opened_is_told_as_it_was_found()
    {
        var refusal = new SaltException(Failure.Denied, "You may not use this socket");
        var failed = new Status(StatusCode.Internal, "Error starting gRPC call.", new HttpRequestException("x", refusal));

        var line = RpcFailures.Translate(new RpcException(failed));

        Assert.That((line.Failure, line.Message), Is.EqualTo((Failure.Denied, "You may not use this socket")));
    }
}
