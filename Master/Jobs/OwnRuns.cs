using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>The jobs that minions issued themselves, their scheduled runs, while they run: as the minions say, in memory only. Their
/// returns are history of their own.</summary>
internal sealed class OwnRuns(TimeProvider clock)
{
    /// <summary>More of one minion are not shown.</summary>
    private const int MostOfOne = 100;

    /// <summary>Arguments of a run that are longer, in bytes, are not shown.</summary>
    private const int MostArguments = 16 << 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<MinionId, SortedDictionary<Jid, ActiveJob>> _runs = [];

    /// <summary>Every run, in order of minion and jid.</summary>
    public IReadOnlyList<ActiveJob> List()
    {
        lock (_gate) return [.. _runs.OrderBy(of => of.Key.ToString(), StringComparer.Ordinal).SelectMany(of => of.Value.Values)];
    }

    public void Began(MinionId minion, OwnRun run)
    {
        lock (_gate) Add(minion, run);
    }

    public void Over(MinionId minion, Jid jid)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue(minion, out var runs) && runs.Remove(jid) && runs.Count == 0) _runs.Remove(minion);
        }
    }

    /// <summary>A new stream: what the minion says now is all that runs.</summary>
    public void Connected(MinionId minion, IEnumerable<OwnRun> running)
    {
        lock (_gate)
        {
            _runs.Remove(minion);
            foreach (var run in running) Add(minion, run);
        }
    }

    /// <summary>Nothing ends by that.</summary>
    public void Disconnected(MinionId minion)
    {
        lock (_gate)
        {
            if (!_runs.TryGetValue(minion, out var runs)) return;
            foreach (var (jid, run) in runs.ToList())
            {
                runs[jid] = new ActiveJob(run.Spec, [run.TargetAt(0) with { AwaySinceUs = clock.GetUtcNow().ToUnixMicroseconds() }], offerDeadline: 0);
            }
        }
    }

    /// <summary>Nobody will hear from the minion again.</summary>
    public void GivenUp(MinionId minion)
    {
        lock (_gate) _runs.Remove(minion);
    }

    private void Add(MinionId minion, OwnRun run)
    {
        if (run.Spec.Key.Issuer != minion.ToString()) return;
        if (!_runs.TryGetValue(minion, out var runs)) _runs[minion] = runs = [];
        if (runs.Count >= MostOfOne && !runs.ContainsKey(run.Spec.Key.Jid)) return;
        var spec = run.Spec.Arg.Length + run.Spec.Kwarg.Length + run.Spec.Metadata.Length <= MostArguments
            ? run.Spec
            : run.Spec with { Arg = "[]"u8.ToArray(), Kwarg = "{}"u8.ToArray(), Metadata = default };
        var target = new JobTarget { Minion = minion, State = JobState.Running, Pid = run.Pid, StartedUs = IsTime(run.StartedUs) ? run.StartedUs : 0 };
        runs[run.Spec.Key.Jid] = new ActiveJob(spec, [target], offerDeadline: 0);
    }

    private bool IsTime(long microseconds) => microseconds >= 0 && microseconds < clock.GetUtcNow().AddDays(1).ToUnixMicroseconds();
}
