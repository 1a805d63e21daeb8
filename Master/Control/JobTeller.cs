using Grpc.Core;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>Tells an operator what becomes of a job, until nothing more is to be waited for. It waits on changes, never
/// on time, but for one thing: a minion that went away while the job ran is waited for no longer than an offer is. What is
/// kept for minions that are away is not waited for at all. Where the master cannot write, that is not waited out either.</summary>
internal sealed class JobTeller(JobHistory history, TargetViews views, TimeProvider clock)
{
    private static readonly WriteOptions More = new(WriteFlags.BufferHint);

    /// <param name="acceptOnly">Nothing more is to be waited for once every target was accepted, or has ended without.</param>
    /// <exception cref="SaltException">Unavailable: what happens could not be written for as long as an offer waits.</exception>
    public async Task TellAsync(
        JobWatch watch, bool acceptOnly, IServerStreamWriter<JobEvent> stream, CancellationToken cancellationToken)
    {
        var job = watch.Job;
        var settled = new HashSet<MinionId>();
        while (true)
        {
            var news = history.Look(watch);
            var away = news.Away > 0 && news.Open == news.Away + news.Kept ? AwayTargets(job) : [];
            var patience = away.Count > 0 ? Patience(job, away) : TimeSpan.Zero;
            if (acceptOnly) settled.UnionWith(news.Changed.Where(t => t.State >= JobState.Accepted).Select(t => t.Minion));
            var isOver = news.Open == news.Kept
                || settled.Count + news.Kept == job.Count
                || (away.Count > 0 && patience <= TimeSpan.Zero && news.Fault is null);

            await TellAsync(job, news.Changed, isOver, stream, cancellationToken);
            if (isOver)
            {
                stream.WriteOptions = null;
                await stream.WriteAsync(new JobEvent { Finished = Finished(away, KeptTargets(job)) }, cancellationToken);
                return;
            }

            if (news.Fault is { } fault) await RideOutAsync(watch, fault, cancellationToken);
            else if (away.Count > 0) await watch.WaitAsync(patience, clock, cancellationToken);
            else await watch.WaitAsync(cancellationToken);
        }
    }

    public static Finished Finished(IEnumerable<JobTarget> away, IEnumerable<JobTarget> kept)
    {
        var finished = new Finished();
        finished.Away.Add(away.Select(t => t.Minion.ToString()));
        finished.Queued.Add(kept.Select(t => t.Minion.ToString()));
        return finished;
    }

    private async Task TellAsync(
        ActiveJob job,
        IReadOnlyList<JobTarget> changed,
        bool isOver,
        IServerStreamWriter<JobEvent> stream,
        CancellationToken cancellationToken)
    {
        for (var i = 0; i < changed.Count; i++)
        {
            var target = await history.WholeAsync(job.Spec.Key, changed[i], cancellationToken);
            // What follows at once goes out together.
            stream.WriteOptions = isOver || i < changed.Count - 1 ? More : null;
            await stream.WriteAsync(new JobEvent { Target = views.Of(job.Spec.Key.Jid, target, withReturn: true) }, cancellationToken);
        }
    }

    // A job goes on by what is on record only: without that it comes to no end.
    private async Task RideOutAsync(JobWatch watch, WriteFault fault, CancellationToken cancellationToken)
    {
        var job = watch.Job.Spec;
        var left = job.AcceptTimeout - clock.GetElapsedTime(fault.Since);
        if (left > TimeSpan.Zero)
        {
            await watch.WaitAsync(left, clock, cancellationToken);
            return;
        }

        throw new SaltException(
            Failure.Unavailable,
            $"{fault.Reason.TrimEnd('.')}. Job {job.Key.Jid} goes on when that is mended: master-cli jobs attach {job.Key.Jid}");
    }

    private TimeSpan Patience(ActiveJob job, List<JobTarget> away)
    {
        var last = away.Max(t => t.AwaySinceUs);
        return Instants.FromUnixMicroseconds(last) + job.Spec.AcceptTimeout - clock.GetUtcNow();
    }

    private static IEnumerable<JobTarget> KeptTargets(ActiveJob job) =>
        job.Kept == 0 ? [] : Enumerable.Range(0, job.Count).Select(job.TargetAt).Where(job.IsKept);

    private static List<JobTarget> AwayTargets(ActiveJob job) =>
        [.. Enumerable.Range(0, job.Count).Select(job.TargetAt).Where(t => t.AwaySinceUs != 0)];
}
