namespace Salt.Minion.Supervision;

/// <summary>The supervisor's files in the minion's run folder.</summary>
internal static class SupervisorFiles
{
    /// <summary>Where it listens for the daemon.</summary>
    public static string Socket(string runDir) => Path.Combine(runDir, "supervisor.sock");

    /// <summary>Locked as long as a supervisor is alive; holds its pid.</summary>
    public static string Lock(string runDir) => Path.Combine(runDir, "supervisor.lock");
}
