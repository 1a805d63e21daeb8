namespace Salt.Master.Jobs;

/// <summary>What a minion is told, once what it rests on is written.</summary>
public enum Reply
{
    None,
    Offer,

    /// <summary>The grant.</summary>
    Start,

    Withdraw,

    /// <summary>The return may be forgotten.</summary>
    Stored,
}
