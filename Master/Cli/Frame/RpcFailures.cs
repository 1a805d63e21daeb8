using Grpc.Core;
using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>What a status of the master's means to the caller.</summary>
internal static class RpcFailures
{
    public static SaltException Translate(RpcException e)
    {
        var failure = FailureOf(e.StatusCode);
        var detail = e.Status.Detail;
        var message = e.StatusCode switch
        {
            StatusCode.Unimplemented => "The master does not know this call: it is older than this program",
            _ when detail.Length > 0 => detail,
            _ => $"The master answered {e.StatusCode}",
        };
        return new SaltException(failure, message, inner: e);
    }

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
}
