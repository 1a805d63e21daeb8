namespace Salt.Master.Jobs;

/// <summary>Whether a minion can be reached.</summary>
public enum Presence
{
    /// <summary>No stream, and none is expected soon.</summary>
    Away,

    /// <summary>Its stream ended moments ago or is only being opened, or the master has just started: it may well be on its
    /// way back.</summary>
    Reconnecting,

    Connected,
}
