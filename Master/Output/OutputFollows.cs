using Salt.Master.Jobs;
using Salt.Master.Targeting;
using Salt.Shared.Errors;

namespace Salt.Master.Output;

/// <summary>Lets operators follow what jobs print.</summary>
internal sealed class OutputFollows(JobHistory history, OutputReaders readers, IKnownMinions known, TimeProvider clock)
{
    /// <exception cref="SaltException">NotFound: no such job. BadRequest: a minion is none of its targets.</exception>
    public async Task<OutputFollow> OpenAsync(OutputRequest request, CancellationToken cancellationToken)
    {
        var job = await history.FindAsync(request.Jid, cancellationToken);
        if (OwnTarget.Has(job.Spec))
        {
            throw new SaltException(
                Failure.BadRequest, $"job {request.Jid} is a run of the master's own, which prints nothing; what it answered: master-cli jobs lookup {request.Jid}");
        }

        var targets = job.Spec.Targets.ToHashSet();
        if (request.Minions.Where(minion => !targets.Contains(minion)).ToList() is [_, ..] strangers)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"job {request.Jid} does not run on {string.Join(", ", strangers)}; its minions are named by: master-cli jobs show {request.Jid}");
        }

        return new OutputFollow(job, request, history, readers, known, clock);
    }
}
