namespace Salt.Master.Keys;

/// <summary>Where a minion's key stands.</summary>
public enum KeyState
{
    Accepted,

    /// <summary>An operator has to accept it.</summary>
    Pending,

    Rejected,

    /// <summary>Another key of the same id is accepted or waits.</summary>
    Denied,
}
