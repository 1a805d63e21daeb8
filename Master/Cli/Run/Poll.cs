using System.Globalization;
using System.Runtime.CompilerServices;
using Salt.Cli.Frame;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary><c>run -P SECONDS</c>: says on stderr, that often, what a job is still waited for, and how each target ended.
/// A few minions have a line each, more than that share one.</summary>
internal sealed class Poll(RunReport report, Terminal terminal, TimeProvider clock)
{
    /// <summary>So many minions are told of one by one.</summary>
    private const int Few = 10;

    // By our own clock: the minion's may be off.
    private readonly Dictionary<string, long> _runningSince = [];

    /// <summary>The events as they come; what is to be said is said in between.</summary>
    public async IAsyncEnumerable<JobEvent> WatchAsync(
        IAsyncEnumerable<JobEvent> events, TimeSpan period, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var e in TickingEvents.OfAsync(events, period, TellOpen, clock, cancellationToken))
        {
            yield return e;
            if (e.Target is { } target) Note(target);
        }
    }

    private void Note(TargetView target)
    {
        var state = JobStates.Parse(target.State);
        if (state == JobState.Running) _runningSince.TryAdd(target.Minion, clock.GetTimestamp());
        if (!state.IsEnd() || report.Targets.Count > Few || state is JobState.Undelivered or JobState.Refused) return;
        var end = state == JobState.Succeeded ? "OK" : "FAILED";
        var how = state is JobState.Succeeded or JobState.Failed ? "" : $" state={target.State}";
        terminal.Say($"ASYNC {end} on {target.Minion}: jid={report.Job!.Jid} rc={target.Retcode}{how}");
    }

    private void TellOpen()
    {
        var open = report.Targets.Where(target => !JobStates.Parse(target.State).IsEnd()).ToList();
        if (open.Count == 0) return;
        if (report.Targets.Count <= Few)
        {
            foreach (var target in open) terminal.Say($"ASYNC POLL on {target.Minion}: {Started(target)}{Left(target)}");
            return;
        }

        var counts = report.Targets.GroupBy(target => target.State).OrderBy(state => JobStates.Parse(state.Key));
        var states = string.Join(", ", counts.Select(state => $"{state.Count()} {state.Key.Replace('_', ' ')}"));
        terminal.Say($"ASYNC POLL: jid={report.Job!.Jid} {states}; not finished: {Names.Some(open.Select(target => target.Minion))}");
    }

    private string Started(TargetView target)
    {
        var started = JobStates.Parse(target.State) >= JobState.Accepted ? 1 : 0;
        var away = target.AwaySinceUs > 0 ? $" away since {Sentences.Time(target.AwaySinceUs)}" : "";
        return $"jid={report.Job!.Jid} started={started} finished=0 {target.State}{away}";
    }

    private string Left(TargetView target)
    {
        if (report.Job!.LimitSeconds == 0 || !_runningSince.TryGetValue(target.Minion, out var since)) return "";
        var left = Math.Max(0, report.Job.LimitSeconds - clock.GetElapsedTime(since).TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $", {left:0} s of {report.Job.LimitSeconds} left");
    }
}
