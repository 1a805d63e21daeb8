namespace Salt.Shared.Scheduling;

/// <summary>What becomes of runs that were due while nobody was there to run them.</summary>
public enum MissedPolicy
{
    /// <summary>They are named as missed and left out.</summary>
    Skip,

    /// <summary>One run makes up for all of them.</summary>
    Once,

    /// <summary>Each is made up for, a thousand at most.</summary>
    All,
}
