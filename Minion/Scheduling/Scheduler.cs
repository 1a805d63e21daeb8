using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Scheduling;

/// <summary>Runs the minion's schedule: sleeps until an entry is due, then offers its run to the job pipeline and grants it.
/// It needs no master. Functions look at the schedule and change it through <see cref="MinionSchedule"/>.</summary>
internal sealed class Scheduler(MinionSchedule schedule, ScheduledJobs jobs, JobInbox inbox, WakeSignal wake, TimeProvider clock, ILogger log)
{
    /// <summary>It wakes this often to see whether the clock was set.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);

    /// <summary>The user that the master's history names for scheduled runs.</summary>
    private const string User = "schedule";

    private static readonly TimeSpan SavePeriod = TimeSpan.FromSeconds(5);

    private readonly ClockSteps _steps = new(clock);

    public async Task RunAsync(CancellationToken stopping)
    {
        await jobs.Recovered.WaitAsync(stopping);
        using var timer = clock.CreateTimer(_ => wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                if (_steps.Take() is { } step) schedule.ClockSet(step);
                foreach (var run in schedule.TakeDue()) await BeginAsync(run, stopping);
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
        if (schedule.NextDue is not { } due) return LongestSleep;
        var left = due - clock.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero
            : left >= LongestSleep ? LongestSleep
            : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
    }

    private async ValueTask BeginAsync(DueRun run, CancellationToken stopping)
    {
        var entry = run.Entry;
        var running = jobs.RunsOf(entry.Name);
        if (running.Count >= entry.MaxRunning)
        {
            schedule.NotRun(entry.Name, run.Due, $"{running.Count} of its runs were still running (maxrunning: {entry.MaxRunning}), the oldest {running[0]}");
            return;
        }

        var job = JobOf(entry);
        log.Starts(entry.Name, job.Jid.ToString());
        jobs.Begin(job.Jid, entry.Name);
        schedule.Began(entry.Name);
        await inbox.OfferAsync(job, stopping);
        await inbox.GrantAsync(job.Jid, job.Issuer, stopping);
    }

    private PublishedJob JobOf(ScheduleEntry entry)
    {
        var metadata = entry.Metadata is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        metadata["schedule"] = entry.Name;
        return new PublishedJob(
            jobs.Issuer,
            jobs.NextJid(),
            entry.Function,
            Bytes(entry.Args),
            Bytes(entry.Kwargs),
            jobs.Issuer,
            "glob",
            User,
            null,
            Encoding.UTF8.GetBytes(metadata.ToJsonString()))
        {
            Schedule = new ScheduleTag(entry.Name, entry.ReturnJob),
        };
    }

    private static byte[] Bytes(JsonElement? value) => value is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : [];
}
