namespace Salt.Master.Store;

public enum PurgeOutcome
{
    Purged,

    /// <summary>Some target has not ended: it stays.</summary>
    Active,

    UnknownJob,
}
