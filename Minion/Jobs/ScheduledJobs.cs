using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>The runs of this minion's schedule that have begun and not ended, and their jids. The scheduler begins them, the
/// pipeline ends them.</summary>
/// <param name="issuer">This minion's id: it is the issuer of its scheduled jobs.</param>
public sealed class ScheduledJobs(string issuer, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Jid, string> _running = [];
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JidIssuer _jids = new(clock, default, JidSide.Minion);
    private Jid _newest;

    public string Issuer => issuer;

    /// <summary>Completes when the runs that an earlier daemon began are known.</summary>
    public Task Recovered => _recovered.Task;

    /// <summary>A jid newer than that of any run this minion knows of.</summary>
    /// <param name="time">When the run begins; one of the past counts as now.</param>
    public Jid NextJid(DateTimeOffset time = default)
    {
        lock (_gate) return _jids.Issue(time);
    }

    /// <summary>Counts among the runs of its schedule from now on, if it is one of those that are listed.</summary>
    public void Begin(Jid jid, ScheduleTag schedule)
    {
        if (!schedule.IsListed) return;
        lock (_gate) _running[jid] = schedule.Name;
    }

    /// <summary>It ended, or never started.</summary>
    public void End(Jid jid)
    {
        lock (_gate) _running.Remove(jid);
    }

    /// <summary>The runs of one schedule that are under way, oldest first.</summary>
    public IReadOnlyList<Jid> RunsOf(string schedule)
    {
        lock (_gate) return [.. _running.Where(run => run.Value == schedule).Select(run => run.Key).Order()];
    }

    /// <summary>A run that an earlier daemon began.</summary>
    internal void Found(PublishedJob job)
    {
        lock (_gate)
        {
            if (job.Jid > _newest) _newest = job.Jid;
            if (job.Schedule!.IsListed) _running[job.Jid] = job.Schedule.Name;
        }
    }

    internal void AllFound()
    {
        lock (_gate) _jids = new JidIssuer(clock, _newest, JidSide.Minion);
        _recovered.TrySetResult();
    }
}
