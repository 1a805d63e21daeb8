using System.Text.Json.Nodes;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What is different about the jobs that this minion issues itself, its scheduled runs. Used by the pipeline alone.</summary>
internal sealed class OwnJobs(ScheduledJobs scheduled, ReturnBuilder builder, TimeProvider clock)
{
    /// <summary>Named as the function in the return that tells which returns were given up.</summary>
    private const string NoteFunction = "schedule.dropped";

    private const int MostSuccesses = 1000;
    private const int Most = 4000;

    private readonly ScheduledReturns _waiting = new(MostSuccesses, Most);

    public void Found(RecoveredJob found)
    {
        if (found.Job.Schedule is not null) scheduled.Found(found.Job);
    }

    public void AllFound() => scheduled.AllFound();

    /// <summary>It has returned.</summary>
    /// <returns>False: nobody wants the return.</returns>
    public bool Returned(HeldJob held)
    {
        if (held.Job.Schedule is not { } schedule) return true;
        scheduled.End(held.Jid);
        if (!schedule.ReturnsJob) return false;
        _waiting.Add(held.Jid, schedule.Name, held.End, held.Job.Fun == NoteFunction);
        return true;
    }

    /// <summary>It is done with, or never was.</summary>
    public void Forget(Jid jid)
    {
        scheduled.End(jid);
        _waiting.Remove(jid);
    }

    /// <summary>The returns to be given up, and the job whose return says so; null: there is room for all.</summary>
    public (IReadOnlyList<Jid> GivenUp, PublishedJob Job, JobReturn Note)? GiveUp()
    {
        var doomed = _waiting.GiveUp();
        if (doomed.Count == 0) return null;

        var counts = new JsonObject();
        foreach (var group in doomed.GroupBy(entry => entry.Schedule)) counts[group.Key] = group.Count();
        var note = new JsonObject
        {
            ["dropped"] = counts,
            ["oldest"] = doomed[0].Jid.ToString(),
            ["newest"] = doomed[^1].Jid.ToString(),
        };
        var job = new PublishedJob(
            scheduled.Issuer, scheduled.NextJid(), NoteFunction, default, default, scheduled.Issuer, "list", "schedule", null, default)
        {
            Schedule = new ScheduleTag("", ReturnsJob: true),
        };
        var outcome = new Modules.Outcome(note, 1, $"{doomed.Count} returns of scheduled runs were given up: too many waited for the master");
        var now = clock.GetUtcNow();
        return ([.. doomed.Select(entry => entry.Jid)], job, builder.Answered(job, outcome, now, now));
    }
}
