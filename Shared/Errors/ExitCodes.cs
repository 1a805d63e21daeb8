namespace Salt.Shared.Errors;

/// <summary>Exit codes of every program of the system; 64 and up as in sysexits.h.</summary>
public static class ExitCodes
{
    public const int Success = 0;

    /// <summary>At least one target failed, timed out, was killed, lost or refused, or went away while running.</summary>
    public const int SomeFailed = 1;

    /// <summary>No target matched, or every target is undelivered.</summary>
    public const int NothingReached = 2;

    /// <summary>Some targets are undelivered or queued for later, the rest succeeded.</summary>
    public const int SomeUnreached = 3;

    public const int Usage = 64;
    public const int Unavailable = 69;
    public const int Internal = 70;
    public const int Denied = 77;

    /// <summary>Ctrl-C: the job goes on.</summary>
    public const int Interrupted = 130;

    public static int Of(Failure failure) => failure switch
    {
        Failure.BadRequest => Usage,
        Failure.Unauthenticated or Failure.Denied => Denied,
        Failure.NotFound or Failure.Conflict => SomeFailed,
        Failure.TimedOut or Failure.Unavailable => Unavailable,
        _ => Internal,
    };
}
