using Salt.Master.Jobs;
using Salt.Master.Sessions;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that tells all that is known of one job on one minion.</summary>
internal sealed class ExplainCall(
    JobHistory history, TargetViews views, MinionCalls minions, MinionDirectory directory, SessionRegistry registry, TimeProvider clock)
{
    public async Task<Explanation> ExplainAsync(ExplainJobRequest request, CancellationToken cancellationToken)
    {
        var id = ControlEdge.Id(request.Minion);
        var job = await history.FindAsync(ControlEdge.Jid(request.Jid), [request.Minion], cancellationToken);
        var target = await history.TargetsAsync(job, withReturns: false, cancellationToken).SingleAsync(cancellationToken);
        var view = ControlMessages.View(job);
        view.Targets.Clear();
        var now = clock.GetUtcNow();
        return new Explanation
        {
            Job = view,
            Target = views.Of(job.Spec.Key.Jid, target, withReturn: false),
            Via = job.Spec.Via,
            Minion = directory.Accepted.Contains(id) ? minions.View(id, withGrains: false) : null,
            HeardUs = registry.TryFind(id, out var session)
                ? (now - session.Silence).ToUnixMicroseconds()
                : directory.Find(id)?.SeenUs ?? 0,
            NowUs = now.ToUnixMicroseconds(),
        };
    }
}
