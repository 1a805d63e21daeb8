namespace Salt.Master.Jobs;

/// <summary>What a watch sees at one moment.</summary>
/// <param name="Changed">Targets that changed since the last look.</param>
/// <param name="Open">How many have not ended.</param>
/// <param name="Away">Of those, how many have a minion that is away.</param>
/// <param name="Kept">Of the open ones, how many are kept until their minion is there.</param>
/// <param name="Fault">Why what happened is not on record; null: it is, or is about to be.</param>
public sealed record JobNews(IReadOnlyList<JobTarget> Changed, int Open, int Away, int Kept, WriteFault? Fault);
