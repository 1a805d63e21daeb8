namespace Salt.Shared.Jobs;

/// <summary>Where one job is on one minion. A job passes the first four in order and ends in exactly one of the rest.</summary>
public enum JobState
{
    /// <summary>At the master, not sent.</summary>
    Queued,

    /// <summary>Sent; the minion has not answered.</summary>
    Offered,

    /// <summary>On the minion's disk, waiting for its grant or its turn.</summary>
    Accepted,

    Running,

    /// <summary>Ran to its end with retcode 0.</summary>
    Succeeded,

    /// <summary>Ran to its end with another retcode.</summary>
    Failed,

    /// <summary>Its limit passed; its whole tree was killed.</summary>
    TimedOut,

    /// <summary>An operator or a shutdown ended it.</summary>
    Killed,

    /// <summary>It was running and ended without a record. The only end that a later, true return replaces.</summary>
    Lost,

    /// <summary>Never accepted in time: certainly not started.</summary>
    Undelivered,

    /// <summary>Policy, unknown function, bad arguments, no capacity: certainly not started.</summary>
    Refused,
}
