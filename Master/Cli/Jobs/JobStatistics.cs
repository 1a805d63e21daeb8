using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>A job in numbers.</summary>
/// <param name="States">How many targets are in each state, in the order of a job's life; none that is 0.</param>
/// <param name="Seconds">How long it took on those minions where it has ended after running, ascending.</param>
/// <param name="Slowest">The slowest first; of a job that runs, those that still do.</param>
internal sealed record JobStatistics(
    IReadOnlyList<(JobState State, int Count)> States, IReadOnlyList<double> Seconds, IReadOnlyList<HostTime> Slowest)
{
    public int Targets => States.Sum(state => state.Count);

    public int Ended => States.Where(state => state.State.IsEnd()).Sum(state => state.Count);

    public int Succeeded => States.FirstOrDefault(state => state.State == JobState.Succeeded).Count;

    /// <summary>Of those that have ended, from 0 to 1; null: none has.</summary>
    public double? SuccessRate => Ended == 0 ? null : (double)Succeeded / Ended;

    /// <param name="nowUs">Microseconds since the epoch.</param>
    public static JobStatistics Of(IReadOnlyCollection<TargetView> targets, int slowest, long nowUs)
    {
        var states = targets.GroupBy(target => JobStates.Parse(target.State)).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()));
        var times = targets.Select(target => TimeOf(target, nowUs)).OfType<HostTime>().ToList();
        return new JobStatistics(
            [.. states],
            [.. times.Where(time => time.State.IsEnd()).Select(time => time.Seconds).Order()],
            [.. times.OrderByDescending(time => time.Seconds).ThenBy(time => time.Minion, StringComparer.Ordinal).Take(slowest)]);
    }

    // By the minion's own clock from start to end. What its daemon answers by itself has no start: then by the master's,
    // from the offer to the record.
    private static HostTime? TimeOf(TargetView target, long nowUs)
    {
        var state = JobStates.Parse(target.State);
        var us = state switch
        {
            JobState.Running when target.StartedUs > 0 => nowUs - target.StartedUs,
            JobState.Undelivered or JobState.Refused => -1,
            _ when state.IsEnd() && target.StartedUs > 0 => target.EndedUs - target.StartedUs,
            _ when state.IsEnd() && target is { OfferedUs: > 0, StoredUs: > 0 } => target.StoredUs - target.OfferedUs,
            _ => -1,
        };
        return us < 0 ? null : new HostTime(target.Minion, state, us / 1e6);
    }
}
