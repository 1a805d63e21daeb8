namespace Salt.Minion.Jobs;

/// <summary>A part of the job pipeline that runs as long as the daemon does.</summary>
/// <param name="Name">For the log, should it end before.</param>
internal sealed record Loop(string Name, Func<CancellationToken, Task> Run);
