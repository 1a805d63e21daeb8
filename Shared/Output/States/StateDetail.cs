namespace Salt.Shared.Output.States;

/// <summary>Which states are shown in full; the others have a line each.</summary>
public enum StateDetail
{
    /// <summary>All.</summary>
    Full,

    /// <summary>None.</summary>
    Terse,

    /// <summary>Those that failed.</summary>
    Mixed,

    /// <summary>Those that failed or changed.</summary>
    Changes,
}
