namespace Salt.Master.Output;

/// <summary>What is to be done about one minion's output.</summary>
internal enum OutputStep
{
    /// <summary>The job has not reached the minion.</summary>
    Wait,

    /// <summary>Ask the minion, as soon as it is there.</summary>
    Read,

    /// <summary>There is none, or none that could be had.</summary>
    Nothing,
}
