namespace Salt.Minion.Spool;

/// <summary>What a slot of the status file holds.</summary>
public enum SlotState
{
    /// <summary>Nothing was ever written.</summary>
    Absent,

    /// <summary>Something was written, but not (or no longer) all of it.</summary>
    Torn,

    Valid,
}
