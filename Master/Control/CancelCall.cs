using Salt.Master.Jobs;
using Salt.Master.Runners;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that ends what the master itself can end: what no minion has started, and its own runners.</summary>
internal sealed class CancelCall(JobHistory history, JobCancellation cancellation, RunnerRuns runners)
{
    /// <exception cref="SaltException">NotFound: no such job. BadRequest: the signal ends nothing.</exception>
    public async Task<CancelReply> CancelAsync(CancelRequest request, string user, CancellationToken cancellationToken)
    {
        var (jid, signal, minions) = (ControlEdge.Jid(request.Jid), ControlEdge.Signal(request.Signal), ControlEdge.Minions(request.Minions));
        var job = await history.FindAsync(jid, cancellationToken);
        var reply = new CancelReply();
        if (runners.Find(jid) is { } run)
        {
            run.EndNow(signal, user);
            await run.End.WaitAsync(cancellationToken);
            reply.Minions.Add(run.Spec.Targets.Select(target => target.ToString()));
        }
        else if (job.Active is { } active)
        {
            var cancelled = await cancellation.CancelAsync(active, minions.ToHashSet(), signal, user);
            reply.Minions.Add(cancelled.Select(minion => minion.ToString()));
        }

        return reply;
    }
}
