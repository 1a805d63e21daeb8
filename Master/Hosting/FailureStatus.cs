using Grpc.Core;
using Salt.Shared.Errors;

namespace Salt.Master.Hosting;

/// <summary>The one table from what failed to what a caller is told.</summary>
internal static class FailureStatus
{
    public static StatusCode Of(Failure failure) => failure switch
    {
        Failure.BadRequest => StatusCode.InvalidArgument,
        Failure.Unauthenticated => StatusCode.Unauthenticated,
        Failure.Denied => StatusCode.PermissionDenied,
        Failure.NotFound => StatusCode.NotFound,
        Failure.Conflict => StatusCode.FailedPrecondition,
        Failure.TimedOut => StatusCode.DeadlineExceeded,
        Failure.Unavailable => StatusCode.Unavailable,
        _ => StatusCode.Internal,
    };
}
