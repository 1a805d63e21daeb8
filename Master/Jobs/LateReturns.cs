using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Master.Store;
using Salt.Shared.Identities;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;

namespace Salt.Master.Jobs;

/// <summary>Takes returns of jobs that are not active here: acknowledged before and sent again, given up as lost, run by
/// a minion's own schedule, or asked for by a master whose history is gone.</summary>
/// <remarks>What is not on record as asked for is no history of this master: it is kept as the minion's own, with a mark,
/// and no more of it than <see cref="UnaskedMost"/> for each minion in <see cref="UnaskedPeriod"/>.</remarks>
internal sealed class LateReturns(
    IJobStore store,
    OwnRuns own,
    Replies replies,
    JobEvents events,
    JobsOptions options,
    TimeProvider clock,
    ILogger<LateReturns> log)
{
    private const int UnaskedMost = 100;

    /// <summary>What clocks may differ by.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan UnaskedPeriod = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<MinionId, (DateTimeOffset Since, int Count)> _unasked = new();

    public void Take(MinionId minion, ReturnedJob returned)
    {
        var target = new JobTarget { Minion = minion }.Ended(returned.End);
        var isOwn = returned.Key.Issuer == minion.ToString();
        if (isOwn) own.Over(minion, returned.Key.Jid);
        if (isOwn && returned.Published is { } published)
        {
            if (IsNotKept(published))
            {
                events.Returned(published, minion, returned.End);
                replies.Say(minion, returned.Key, Reply.Stored);
                return;
            }

            var adding = store.AddAsync(published, [target]);
            replies.Follow(() => AddedAsync(adding, published, minion, returned));
            return;
        }

        var saving = store.SaveLateAsync(returned.Key, target);
        replies.Follow(() => SavedAsync(saving, target, returned));
    }

    private async Task AddedAsync(Task<bool> adding, JobSpec job, MinionId minion, ReturnedJob returned)
    {
        if (await WrittenAsync(adding, minion, returned) is not { } isNew) return;
        if (isNew) events.Returned(job, minion, returned.End);
        replies.Say(minion, returned.Key, Reply.Stored);
    }

    private async Task SavedAsync(Task<SaveOutcome> saving, JobTarget target, ReturnedJob returned)
    {
        var minion = target.Minion;
        switch (await WrittenAsync(saving, minion, returned))
        {
            case null:
                return;
            case SaveOutcome.Saved:
                log.LostFound(returned.Key.Jid, minion, target.State);
                events.Returned(Unremembered(minion, returned), minion, returned.End);
                break;
            case SaveOutcome.UnknownJob when returned.Key.Issuer == options.Issuer && IsKept(returned.Key) && MayKeep(minion):
                log.Orphan(minion, returned.Key.Jid, returned.Fun);
                var kept = Unremembered(minion, returned) with
                {
                    Key = new JobKey(minion.ToString(), returned.Key.Jid),
                    User = "nobody on record",
                    Via = $"what {minion} returned unasked",
                };
                await AddedAsync(store.AddAsync(kept, [target]), kept, minion, returned);
                return;
            case SaveOutcome.NotATarget or SaveOutcome.UnknownJob:
                log.NotForThisMinion(minion, returned.Key.Jid, returned.Key.Issuer);
                break;
        }

        replies.Say(minion, returned.Key, Reply.Stored);
    }

    private async Task<T?> WrittenAsync<T>(Task<T> writing, MinionId minion, ReturnedJob returned)
        where T : struct
    {
        try
        {
            return await writing;
        }
        catch (Exception e)
        {
            // Not written, for whatever reason: not acknowledged, so the minion keeps it and sends it again.
            replies.NotWritten(e, returned.Key, minion, returned.End.State);
            return null;
        }
    }

    /// <summary>The entry of the minion's schedule says that its returns are told and not kept.</summary>
    private static bool IsNotKept(JobSpec job)
    {
        if (job.Metadata.IsEmpty) return false;
        return JsonText.Parse(job.Metadata).TryGetProperty(ReturnJobs.Key, out var what) && what.ValueKind == JsonValueKind.String && what.GetString() == ReturnJobs.NotKept;
    }

    // What the purge took once must not come back, and what is yet to be issued cannot have run.
    private bool IsKept(JobKey key)
    {
        var now = clock.GetUtcNow();
        return key.Jid.Time <= now + Ahead && (options.KeepJobs is not { } keep || key.Jid.Time > now - keep);
    }

    private bool MayKeep(MinionId minion)
    {
        var now = clock.GetUtcNow();
        var (_, count) = _unasked.AddOrUpdate(
            minion,
            _ => (now, 1),
            (_, before) => now - before.Since >= UnaskedPeriod ? (now, 1) : (before.Since, before.Count + 1));
        return count <= UnaskedMost;
    }

    private static JobSpec Unremembered(MinionId minion, ReturnedJob returned) => new()
    {
        Key = returned.Key,
        Fun = returned.Fun,
        Tgt = minion.ToString(),
        TgtType = "list",
        User = "",
        Targets = [minion],
    };
}
