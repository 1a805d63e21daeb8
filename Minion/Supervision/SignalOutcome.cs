namespace Salt.Minion.Supervision;

/// <summary>What became of a signal.</summary>
/// <param name="Pid">The job's root process; 0: no such job here, or nothing of it is alive.</param>
public sealed record SignalOutcome(int Pid);
