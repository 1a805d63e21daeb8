namespace Salt.Cli.Jobs;

/// <summary>One step of a job on its way over a minion.</summary>
/// <param name="Name"><c>authorised queued sent accepted started output ended stored</c>.</param>
/// <param name="AtUs">Microseconds since the epoch; 0: it did not come to that, or nobody noted when.</param>
/// <param name="What">The cause, or why it did not come to that; may be empty.</param>
internal sealed record TimelineStep(string Name, long AtUs, string What);
