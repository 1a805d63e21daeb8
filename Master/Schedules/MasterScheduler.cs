using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;

namespace Salt.Master.Schedules;

/// <summary>Runs the schedule of the master's configuration: each run is a job over its target, as if an operator named
/// <c>schedule</c> had asked for it.</summary>
internal sealed class MasterScheduler(
    MasterScheduleOptions options, JobSubmitter submitter, JobHistory history, TimeProvider clock, ILogger<MasterScheduler> log) : BackgroundService
{
    /// <summary>The user that the history names for scheduled runs.</summary>
    private const string User = "schedule";

    private readonly ConcurrentDictionary<string, int> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var book = new ScheduleBook(Parse, (entry, _) => FireTimes.Splay(entry, options.Issuer));
        foreach (var item in book.Declare(ScheduleSource.Config, options.Entries, clock.GetUtcNow()))
        {
            if (item.Fault is { } fault) log.EntryInvalid(item.Name, fault);
        }

        if (book.Items.Count == 0) return;
        var steps = new ClockSteps(clock);
        var following = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (steps.Take() is { } step) book.ClockSet(step);
            foreach (var run in book.TakeDue(clock.GetUtcNow())) await BeginAsync(run, following, stoppingToken);
            following.RemoveWhere(run => run.IsCompleted);
            await Task.Delay(UntilNext(book), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ScheduleEntry Parse(string name, JsonElement entry, DateTimeOffset now) =>
        MasterEntry.Parse(name, entry, new ScheduleContext(null, TimeZoneInfo.Local, now));

    private TimeSpan UntilNext(ScheduleBook book)
    {
        if (book.NextDue is not { } due) return options.LoopInterval;
        var left = TimeSpan.FromMilliseconds(Math.Ceiling((due - clock.GetUtcNow()).TotalMilliseconds));
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < options.LoopInterval ? left : options.LoopInterval;
    }

    private async Task BeginAsync(DueRun run, HashSet<Task> following, CancellationToken stopping)
    {
        var entry = run.Entry;
        if (_running.GetValueOrDefault(entry.Name) >= entry.MaxRunning)
        {
            log.StillRunning(entry.Name, entry.MaxRunning);
            return;
        }

        try
        {
            if (await submitter.SubmitAsync(RequestOf(entry)) is { } watch) following.Add(FollowAsync(entry.Name, watch, stopping));
            else log.NoMatch(entry.Name);
        }
        catch (SaltException e)
        {
            log.NotSubmitted(entry.Name, e.Message);
        }
    }

    /// <summary>Counts a run until it has ended everywhere.</summary>
    private async Task FollowAsync(string name, JobWatch watch, CancellationToken stopping)
    {
        _running.AddOrUpdate(name, 1, (_, count) => count + 1);
        try
        {
            while (history.Look(watch).Open > 0) await watch.WaitAsync(stopping);
        }
        finally
        {
            history.Unwatch(watch);
            _running.AddOrUpdate(name, 0, (_, count) => count - 1);
        }
    }

    private JobRequest RequestOf(ScheduleEntry entry)
    {
        var target = MasterEntry.TargetOf(options.Entries[entry.Name]!.AsObject());
        var metadata = entry.Metadata is { } given ? JsonObject.Create(given)! : [];
        metadata["schedule"] = entry.Name;
        return new JobRequest
        {
            Tgt = target.Tgt,
            TgtType = target.Kind,
            Fun = entry.Function,
            Arg = Bytes(entry.Args),
            Kwarg = Bytes(entry.Kwargs),
            User = User,
            Via = "the master's schedule",
            Metadata = Encoding.UTF8.GetBytes(JsonText.Of(metadata).GetRawText()),
        };
    }

    private static byte[] Bytes(JsonElement? value) => value is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : [];
}
