namespace Salt.Minion.Supervision.Running;

/// <summary>How a process that the supervisor reaped has ended.</summary>
/// <param name="Code">Its exit code; 128 + signal if a signal ended it; -1 if nobody could see it.</param>
/// <param name="Signal">What ended it; 0: it exited.</param>
/// <param name="Name">Of one that exited with a failure: the last program it executed, as /proc names it, at most 15 bytes.</param>
internal readonly record struct RootExit(int Code, int Signal, string Name)
{
    /// <summary>Of a root process that was no child of this supervisor.</summary>
    public static readonly RootExit Unseen = new(-1, 0, "");

    /// <summary>The signal ended it, or it says so as shells do.</summary>
    public bool IsBy(int signal) => Signal == signal || Code == 128 + signal;
}
