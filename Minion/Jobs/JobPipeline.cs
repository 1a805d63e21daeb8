using Microsoft.Extensions.Logging;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>The one owner of the <see cref="JobTable"/>: reads the inbox, asks the table what is to be done, has it done.
/// It never waits for the supervisor, the stream or a sync of the disk; they tell it when they are done.</summary>
internal sealed class JobPipeline(JobTable table, JobInbox inbox, JobWorkers workers, JobShelf shelf, JobNews news, OwnJobs own, TimeProvider clock, ILogger log)
{
    /// <summary>Jobs held at once; more are refused, and past twice as many an offer is not even answered.</summary>
    public const int MostHeld = 10_000;

    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private CancellationToken _stopping;

    /// <summary>Takes up what the daemon before this one left, then serves the inbox until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _stopping = stopping;
        foreach (var found in shelf.Recover()) Recover(found);
        own.AllFound();
        news.Recovered(table.Held);
        using var tick = clock.CreateTimer(_ => inbox.Hint(new PipelineMessage.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var ticks = false;
        try
        {
            await foreach (var message in inbox.Messages.ReadAllAsync(stopping))
            {
                Handle(message);
                if (table.AnyWaiting == ticks) continue;
                ticks = table.AnyWaiting;
                var period = ticks ? TickPeriod : Timeout.InfiniteTimeSpan;
                tick.Change(period, period);
            }
        }
        finally
        {
            await workers.Offers.StopAsync();
        }
    }

    private void Handle(PipelineMessage message)
    {
        switch (message)
        {
            case PipelineMessage.Offered offered: Offer(offered.Job); break;
            case PipelineMessage.Granted granted: Grant(granted.Jid, granted.Issuer); break;
            case PipelineMessage.Withdrawn withdrawn: if (!IsOfAnother(withdrawn.Jid, withdrawn.Issuer)) Do(table.Withdraw(withdrawn.Jid)); break;
            case PipelineMessage.Stored stored: if (!IsOfAnother(stored.Jid, stored.Issuer)) Do(table.Stored(stored.Jid)); break;
            case PipelineMessage.StreamOpens opens: OpenStream(opens); break;
            case PipelineMessage.Admitted admitted: Do(table.Admitted(admitted.Job.Jid)); break;
            case PipelineMessage.Refused refused: Answer(workers.Offers.Refuse(refused.Job, refused.Why)); break;
            case PipelineMessage.Answered answered: Answer(answered.Return); break;
            case PipelineMessage.Kept kept: Settle(kept.Return, kept.Written); break;
            case PipelineMessage.NotLaunched notLaunched: table.NotLaunched(notLaunched.Jid); break;
            case PipelineMessage.NotStartable never: Do(table.Ended(never.Jid, null, Ends.Refused(never.Why, clock.GetUtcNow()))); break;
            case PipelineMessage.Reported reported: Report(reported.Report); break;
            case PipelineMessage.Finished finished: Finish(finished); break;
            case PipelineMessage.Signalled signalled: Signal(signalled); break;
            case PipelineMessage.Tick: Do(table.Refresh()); break;
            case PipelineMessage.Ping ping: ping.Answer.SetResult(true); break;
            default: throw new ArgumentOutOfRangeException(nameof(message), message, null);
        }
    }

    private void Do(IReadOnlyList<JobAction> actions)
    {
        foreach (var action in actions) Do(action);
    }

    private void Do(JobAction action)
    {
        switch (action)
        {
            case JobAction.Admit admit: Admit(admit.Job); break;
            case JobAction.TellAccepted told: news.Accepted(table.Find(told.Jid)!); break;
            case JobAction.TellRunning told: news.Running(table.Find(told.Jid)!, told.Start); break;
            case JobAction.Launch launch: workers.Supervised.Launch(launch.Jid); break;
            case JobAction.Finish finish: workers.Completion.Add(finish); break;
            case JobAction.Send send: Send(send.Jid); break;
            case JobAction.MarkStored stored: MarkStored(stored.Jid); break;
            case JobAction.Discard discard: Discard(discard.Jid); break;
            case JobAction.ReportMissing missing: ReportMissing(missing); break;
            default: throw new ArgumentOutOfRangeException(nameof(action), action, null);
        }
    }

    /// <summary>A scheduled job that was written down and not started is granted by whoever issued it: this minion.</summary>
    private void Recover(RecoveredJob found)
    {
        own.Found(found);
        Do(table.Recover(found, clock.GetUtcNow()));
        if (found.Job.Schedule is not null && table.Find(found.Job.Jid) is { Phase: JobPhase.Accepted }) Do(table.Grant(found.Job.Jid, found.Job.Issuer));
    }

    private void Send(Jid jid)
    {
        var held = table.Find(jid)!;
        if (!own.Returned(held))
        {
            Do(table.Stored(jid));
            return;
        }

        news.Returned(shelf.Get(jid) with { Own = held.Job.Schedule is null ? null : held.Job });
        if (held.Job.Schedule is not null && own.GiveUp() is { } thinning) GiveUp(thinning.GivenUp, thinning.Job, thinning.Note);
    }

    private void GiveUp(IReadOnlyList<Jid> doomed, PublishedJob job, JobReturn note)
    {
        log.GivenUp(note.Reason);
        foreach (var jid in doomed) Do(table.Stored(jid));
        table.Offer(job);
        Answer(note);
    }

    private void MarkStored(Jid jid)
    {
        own.Forget(jid);
        shelf.MarkStored(jid);
    }

    private void Discard(Jid jid)
    {
        own.Forget(jid);
        shelf.Discard(jid);
    }

    private void Offer(PublishedJob job)
    {
        if (IsOfAnother(job.Jid, job.Issuer)) return;
        if (table.Find(job.Jid) is null && shelf.Find(job.Jid) is { } found) Do(table.Recover(found, clock.GetUtcNow()));
        else if (table.Count < 2 * MostHeld || table.Find(job.Jid) is not null) Do(table.Offer(job));
        else log.NotTaken(job.Jid, table.Count);
    }

    /// <summary>Jids of a master and of this minion never meet; of two masters they may, and then the second one's is not
    /// mistaken for the job that is here: its master hears nothing of it, and says that it never started.</summary>
    private bool IsOfAnother(Jid jid, string issuer)
    {
        if ((table.Find(jid)?.Job.Issuer ?? shelf.IssuerOf(jid)) is not { Length: > 0 } other || other == issuer) return false;
        log.JidOfAnother(jid, issuer, other);
        return true;
    }

    private void Admit(PublishedJob job)
    {
        var answer = table.Count > MostHeld
            ? workers.Offers.Refuse(job, new RefusedException($"ERROR: The minion holds {MostHeld} jobs already"))
            : workers.Offers.Take(job, _stopping);
        if (answer is not null) Answer(answer);
    }

    private void Answer(JobReturn end)
    {
        if (end.State == JobState.Refused) log.Refused(end.Jid, end.Fun, end.Reason);
        // A scheduled job is offered once: without a folder a restart would lose its return.
        if (table.Find(end.Jid)?.Job is { Schedule: not null } scheduled) workers.Completion.Keep(scheduled, end);
        else Settle(end, written: false);
    }

    private void Settle(JobReturn end, bool written)
    {
        shelf.Put(end, written);
        Do(table.Answered(end.Jid, end.State));
        var wasWithdrawn = table.Find(end.Jid) is null;
        if (wasWithdrawn) shelf.MarkStored(end.Jid);
    }

    private void Grant(Jid jid, string issuer)
    {
        if (IsOfAnother(jid, issuer)) return;
        if (table.Find(jid) is null && shelf.Find(jid) is { } found) Do(table.Recover(found, clock.GetUtcNow()));
        else Do(table.Grant(jid, issuer));
    }

    /// <summary>It was granted, so it had been accepted; that its folder is gone can only mean that the disk lost it.</summary>
    private void ReportMissing(JobAction.ReportMissing missing)
    {
        log.Missing(missing.Jid);
        var job = new PublishedJob(missing.Issuer, missing.Jid, "", default, default, "", "", "", null, default);
        Do(table.Recover(new RecoveredJob(job, Rebooted: false, null, Ends.Lost("the minion has no trace of it", clock.GetUtcNow()), null), clock.GetUtcNow()));
    }

    private void Report(Supervision.SupervisorReport report)
    {
        if (report.End is null) Do(table.Started(report.Jid, report.Start));
        else if (table.Find(report.Jid) is null) workers.Supervised.Acknowledge(report.Jid);
        else Do(table.Ended(report.Jid, report.Start, report.End));
    }

    private void Finish(PipelineMessage.Finished finished)
    {
        var jid = finished.Return.Jid;
        if (table.Find(jid) is not { } held) return;

        shelf.Put(finished.Return, finished.Written);
        news.Ended(held);
        if (held.Start is not null && finished.Written) workers.Supervised.Acknowledge(jid);
        Do(table.Finished(jid, finished.Return.State));
    }

    private void Signal(PipelineMessage.Signalled signalled)
    {
        var (jid, signal, by, answer) = signalled;
        if (Signals.Ends(signal) && table.TryCancel(jid, Ends.Cancelled(signal, by, clock.GetUtcNow()), out var actions))
        {
            Do(actions);
            answer.SetResult($"Signal {signal} ended job {jid} before it started");
        }
        else
        {
            workers.Supervised.Signal(signalled);
        }
    }

    private void OpenStream(PipelineMessage.StreamOpens opens)
    {
        var held = news.Restart(table.Held);
        Do(table.Reconnected());
        opens.Held.SetResult(held);
    }
}
