using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Cli;

public class RpcFailuresTests
{
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
    public void A_status_of_the_master_has_one_exit_code(StatusCode code, int exitCode) =>
        Assert.That(ExitCodes.Of(RpcFailures.FailureOf(code)), Is.EqualTo(exitCode));

    [TestCase(StatusCode.NotFound, "no job 7", "no job 7")]
    [TestCase(StatusCode.Internal, "", "The master answered Internal")]
    [TestCase(StatusCode.Unimplemented, "x", "The master does not know this call: it is older than this program")]
    public void The_users_line_is_the_masters_own_where_it_has_one(StatusCode code, string detail, string line) =>
        Assert.That(RpcFailures.Translate(new RpcException(new Status(code, detail))).Message, Is.EqualTo(line));
}
