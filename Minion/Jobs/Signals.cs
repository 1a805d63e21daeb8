namespace Salt.Minion.Jobs;

/// <summary>What signals mean to a job.</summary>
internal static class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>It ends a job, and cancels one that waits.</summary>
    public static bool Ends(int signal) => signal is Kill or Terminate;
}
