namespace Salt.Minion.States.Running;

/// <summary>What the requisites of a state say about its running.</summary>
internal enum Verdict
{
    /// <summary>It runs.</summary>
    Run,

    /// <summary>It runs, and reacts to what it watches.</summary>
    RunAndWatch,

    /// <summary>One that it needs has failed.</summary>
    Failed,

    /// <summary>It is for the case that others fail, and they did not.</summary>
    NothingFailed,

    /// <summary>It is for the case that others change, and they did not.</summary>
    NothingChanged,

    /// <summary>It is for the case that another is going to change something, and that is not.</summary>
    NothingAhead,
}
