namespace Salt.Tests.Chaos.Disturbances;

/// <summary>Something that is done to one part of the cluster, and undone.</summary>
internal interface IDisturbance
{
    /// <summary>For the table.</summary>
    string Kind { get; }

    /// <summary>The part: nothing else is done to it meanwhile.</summary>
    string Part { get; }

    /// <summary>How often it is chosen, against the others.</summary>
    int Weight { get; }

    /// <summary>It kills a daemon.</summary>
    bool IsKill { get; }

    /// <summary>Does it, and undoes it after a time that chance decides, or when it is told that the run stops.</summary>
    /// <returns>False: there was nothing to do it to.</returns>
    Task<bool> RunAsync(Random chance, CancellationToken stopping);
}
