using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Master.Store;
using Salt.Shared.Identities;
using Salt.Shared.Output;
using Salt.Shared.Scheduling;

namespace Salt.Master.Jobs;

/// <summary>Takes returns of jobs that are not active here: acknowledged before and sent again, given up as lost, run by
/// a minion's own schedule, or asked for by a master whose history is gone.</summary>
internal sealed class LateReturns(
    IJobStore store,
    OwnRuns own,
    Replies replies,
    JobEvents events,
    JobsOptions options,
    TimeProvider clock,
    ILogger<LateReturns> log)
{
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
            case SaveOutcome.UnknownJob when returned.Key.Issuer == options.Issuer && IsKept(returned.Key):
                log.Orphan(minion, returned.Key.Jid, returned.Fun);
                await AddedAsync(store.AddAsync(Unremembered(minion, returned), [target]), Unremembered(minion, returned), minion, returned);
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
        if (job.Metadata.IsEmpty || !StrictJson.IsMap(job.Metadata)) return false;
        return JsonText.Parse(job.Metadata).TryGetProperty(ReturnJobs.Key, out var what) && what.ValueKind == JsonValueKind.String && what.GetString() == ReturnJobs.NotKept;
    }

    // What the purge took once must not come back.
    private bool IsKept(JobKey key) => options.KeepJobs is not { } keep || key.Jid.Time > clock.GetUtcNow() - keep;

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
