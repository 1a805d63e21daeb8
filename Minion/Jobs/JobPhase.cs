namespace Salt.Minion.Jobs;

/// <summary>Where a held job is on its way through this minion.</summary>
internal enum JobPhase
{
    /// <summary>Being checked and written to disk: nothing is claimed yet.</summary>
    Arriving,

    /// <summary>On disk; waits for its grant or for its turn.</summary>
    Accepted,

    /// <summary>The supervisor was asked to start it.</summary>
    Launching,

    Running,

    /// <summary>It has ended; its return is being made.</summary>
    Ending,

    /// <summary>Its return waits to be stored by its issuer.</summary>
    Returned,
}
