using Grpc.Core;
using Salt.Master.Hosting;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Master.Hosting;

public class FailureStatusTests
{
    private static readonly Dictionary<Failure, (StatusCode Status, int Exit)> Table = new()
    {
        [Failure.BadRequest] = (StatusCode.InvalidArgument, 64),
        [Failure.Unauthenticated] = (StatusCode.Unauthenticated, 77),
        [Failure.Denied] = (StatusCode.PermissionDenied, 77),
        [Failure.NotFound] = (StatusCode.NotFound, 1),
        [Failure.Conflict] = (StatusCode.FailedPrecondition, 1),
        [Failure.TimedOut] = (StatusCode.DeadlineExceeded, 69),
        [Failure.Unavailable] = (StatusCode.Unavailable, 69),
        [Failure.Internal] = (StatusCode.Internal, 70),
    };

    private static IEnumerable<Failure> Failures => Enum.GetValues<Failure>();

    [TestCaseSource(nameof(Failures))]
    public void Every_failure_has_one_status_and_one_exit_code(Failure failure) =>
        Assert.That((FailureStatus.Of(failure), ExitCodes.Of(failure)), Is.EqualTo(Table[failure]));
}
