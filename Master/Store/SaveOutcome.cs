namespace Salt.Master.Store;

public enum SaveOutcome
{
    Saved,

    /// <summary>An end is on record already; it stays.</summary>
    AlreadyEnded,

    /// <summary>The job is there, but was never meant for this minion.</summary>
    NotATarget,

    /// <summary>Never heard of, or purged.</summary>
    UnknownJob,
}
