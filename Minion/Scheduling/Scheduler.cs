using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Shared.Jobs;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Scheduling;

/// <summary>Runs the minion's schedule: sleeps until an entry is nearly due, offers its run to the job pipeline, which writes it
/// down, and grants it at its time. It needs no master. Functions look at the schedule and change it through
/// <see cref="MinionSchedule"/>.</summary>
/// <param name="canWait">Whether a function's run begins at its grant, and not at its offer.</param>
internal sealed class Scheduler(
    MinionSchedule schedule, ScheduledJobs jobs, JobInbox inbox, Func<string, bool> canWait, WakeSignal wake, TimeProvider clock, ILogger log)
{
    /// <summary>So long before its time a run is written down: several syncs of a slow disk.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(50);

    /// <summary>It wakes this often to see whether the clock was set.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);

    /// <summary>The user that the master's history names for scheduled runs.</summary>
    private const string User = "schedule";

    private static readonly TimeSpan SavePeriod = TimeSpan.FromSeconds(5);

    private readonly ClockSteps _steps = new(clock);

    // In order of time: runs that were written down, and (without a job) those that cannot be ahead of it.
    private readonly PriorityQueue<(DueRun Run, PublishedJob? Job), DateTimeOffset> _near = new();

    public async Task RunAsync(CancellationToken stopping)
    {
        await jobs.Recovered.WaitAsync(stopping);
        using var timer = clock.CreateTimer(_ => wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                var step = _steps.Take();
                if (step is { } by) schedule.ClockSet(by);
                foreach (var run in schedule.TakeDue(Lead)) _near.Enqueue((run, await OfferEarlyAsync(run, stopping)), run.Due);
                // By a clock that was set, what was about to begin could be hours away.
                while (_near.TryPeek(out var next, out var due) && (due <= clock.GetUtcNow() || step is not null))
                {
                    _near.Dequeue();
                    await BeginAsync(next.Run, next.Job, stopping);
                }

                schedule.SaveProgress(SavePeriod);
                timer.Change(UntilNext(), Timeout.InfiniteTimeSpan);
                await wake.WaitAsync(stopping);
            }
        }
        finally
        {
            schedule.SaveProgress(TimeSpan.Zero);
        }
    }

    // Timers count whole milliseconds: one that is rounded down wakes too early, to no purpose.
    private TimeSpan UntilNext()
    {
        var next = schedule.NextDue - Lead;
        if (_near.TryPeek(out _, out var due) && !(next < due)) next = due;
        if (next is not { } time) return LongestSleep;
        var left = time - clock.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero
            : left >= LongestSleep ? LongestSleep
            : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
    }

    /// <returns>Null: whether it runs is only known at its time.</returns>
    private async ValueTask<PublishedJob?> OfferEarlyAsync(DueRun run, CancellationToken stopping)
    {
        if (!canWait(run.Entry.Function) || RunsOf(run.Entry).Count >= run.Entry.MaxRunning) return null;
        return await OfferAsync(run, stopping);
    }

    private async ValueTask<PublishedJob> OfferAsync(DueRun run, CancellationToken stopping)
    {
        var job = JobOf(run.Entry, jobs.NextJid(run.Due));
        jobs.Begin(job.Jid, job.Schedule!);
        await inbox.OfferAsync(job, stopping);
        return job;
    }

    private async ValueTask BeginAsync(DueRun run, PublishedJob? offered, CancellationToken stopping)
    {
        var entry = run.Entry;
        var running = RunsOf(entry);
        if (offered is null && running.Count >= entry.MaxRunning)
        {
            schedule.NotRun(entry.Name, run.Due, $"{running.Count} of its runs were still running (maxrunning: {entry.MaxRunning}), the oldest {running[0]}");
            return;
        }

        var job = offered ?? await OfferAsync(run, stopping);
        log.Starts(entry.Name, job.Jid.ToString());
        schedule.Began(entry.Name);
        await inbox.GrantAsync(job.Jid, job.Issuer, stopping);
    }

    // Runs that are not listed know nothing of each other, as in Salt.
    private IReadOnlyList<Jid> RunsOf(ScheduleEntry entry) => entry.JidInclude ? jobs.RunsOf(entry.Name) : [];

    private PublishedJob JobOf(ScheduleEntry entry, Jid jid)
    {
        var metadata = RunMetadata.Of(entry);
        metadata.Remove(ReturnJobs.Key);
        if (entry.ReturnJob == ReturnJob.Tell) metadata[ReturnJobs.Key] = ReturnJobs.NotKept;
        return new PublishedJob(
            jobs.Issuer,
            jid,
            entry.Function,
            Bytes(entry.Args),
            Bytes(entry.Kwargs),
            jobs.Issuer,
            "glob",
            User,
            null,
            Encoding.UTF8.GetBytes(metadata.ToJsonString()))
        {
            Schedule = new ScheduleTag(entry.Name, entry.ReturnJob != ReturnJob.None) { IsListed = entry.JidInclude },
        };
    }

    private static byte[] Bytes(JsonElement? value) => value is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : [];
}
