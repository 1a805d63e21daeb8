using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;

namespace Salt.Master.Schedules;

/// <summary>Runs the schedule of the master's configuration: each run is a job over its target, as if an operator named
/// <c>schedule</c> had asked for it, or a runner function.</summary>
internal sealed class MasterScheduler(
    MasterSchedule schedule,
    MasterScheduleOptions options,
    JobSubmitter submitter,
    JobHistory history,
    ScheduledRunners runners,
    TimeProvider clock,
    ILogger<MasterScheduler> log)
    : BackgroundService
{
    /// <summary>The user that the history names for scheduled runs.</summary>
    public const string User = "schedule";

    /// <summary>How that user reaches the master, for people.</summary>
    public const string Via = "the master's schedule";

    private readonly ConcurrentDictionary<string, int> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var items = schedule.Read(book => book.Items);
        foreach (var item in items)
        {
            if (item.Fault is { } fault) log.EntryInvalid(item.Name, fault);
        }

        if (items.Count == 0)
        {
            // Nothing is ever due then; a loop that ends by itself would end the daemon.
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken);
            return;
        }

        var steps = new ClockSteps(clock);
        var following = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (steps.Take() is { } step) schedule.ClockSet(step);
            foreach (var run in schedule.TakeDue())
            {
                if (await BeginAsync(run.Entry, stoppingToken) is { } running) following.Add(FollowAsync(run.Entry.Name, running));
            }

            following.RemoveWhere(run => run.IsCompletedSuccessfully);
            // A loop that fails silently would be no schedule: a fault of ours ends the daemon, which says so.
            await Task.WhenAll(following.Where(run => run.IsFaulted));
            await Task.Delay(UntilNext(), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TimeSpan UntilNext()
    {
        if (schedule.Read(book => book.NextDue) is not { } due) return options.LoopInterval;
        var left = TimeSpan.FromMilliseconds(Math.Ceiling((due - clock.GetUtcNow()).TotalMilliseconds));
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < options.LoopInterval ? left : options.LoopInterval;
    }

    /// <returns>Ends with the run; null: it did not begin.</returns>
    private async Task<Task?> BeginAsync(ScheduleEntry entry, CancellationToken stopping)
    {
        if (_running.GetValueOrDefault(entry.Name) >= entry.MaxRunning)
        {
            log.StillRunning(entry.Name, entry.MaxRunning);
            return null;
        }

        var target = MasterEntry.TargetOf(options.Entries[entry.Name]!.AsObject());
        if (target.Tgt.Length == 0)
        {
            schedule.Began(entry.Name);
            return runners.RunAsync(entry);
        }

        try
        {
            if (await submitter.SubmitAsync(RequestOf(entry, target)) is { } watch)
            {
                schedule.Began(entry.Name);
                return FollowAsync(watch, stopping);
            }

            log.NoMatch(entry.Name);
        }
        catch (SaltException e)
        {
            log.NotSubmitted(entry.Name, e.Message);
        }

        return null;
    }

    /// <summary>Counts a run while it goes on.</summary>
    private async Task FollowAsync(string name, Task run)
    {
        _running.AddOrUpdate(name, 1, (_, count) => count + 1);
        try
        {
            await run;
        }
        finally
        {
            _running.AddOrUpdate(name, 0, (_, count) => count - 1);
        }
    }

    /// <summary>Until the job has ended everywhere.</summary>
    private async Task FollowAsync(JobWatch watch, CancellationToken stopping)
    {
        try
        {
            while (history.Look(watch).Open > 0) await watch.WaitAsync(stopping);
        }
        finally
        {
            history.Unwatch(watch);
        }
    }

    private static JobRequest RequestOf(ScheduleEntry entry, (string Tgt, string Kind) target)
    {
        return new JobRequest
        {
            Tgt = target.Tgt,
            TgtType = target.Kind,
            Fun = entry.Function,
            Arg = Bytes(entry.Args),
            Kwarg = Bytes(entry.Kwargs),
            User = User,
            Via = Via,
            Metadata = Encoding.UTF8.GetBytes(JsonText.Of(RunMetadata.Of(entry)).GetRawText()),
        };
    }

    private static byte[] Bytes(JsonElement? value) => value is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : [];
}
