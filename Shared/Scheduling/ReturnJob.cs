namespace Salt.Shared.Scheduling;

/// <summary>What becomes of the returns of an entry's runs.</summary>
public enum ReturnJob
{
    /// <summary>The master has them in its history.</summary>
    Keep,

    /// <summary>The master tells them to whoever listens to its events, and does not keep them (<c>nocache</c>).</summary>
    Tell,

    /// <summary>They stay on the minion (<c>False</c>).</summary>
    None,
}
