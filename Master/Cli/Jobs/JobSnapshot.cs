using System.Runtime.CompilerServices;
using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>A job as the master has it now.</summary>
internal sealed record JobSnapshot(JobView Job, IReadOnlyList<TargetView> Targets)
{
    /// <param name="minions">These targets only; none: all.</param>
    /// <exception cref="SaltException">It is no jid, or there is no such job.</exception>
    /// <exception cref="RpcException">The same, said by the master.</exception>
    public static async Task<JobSnapshot> FetchAsync(
        Invocation invocation, string jid, IReadOnlyList<string> minions, bool withReturns, CancellationToken cancellationToken)
    {
        _ = Jid.OfOperator(jid);
        using var master = await invocation.ConnectAsync(cancellationToken);
        var request = new ShowJobRequest { Jid = jid, WithoutReturns = !withReturns, Minions = { minions } };
        using var call = master.Control.ShowJob(request, cancellationToken: cancellationToken);
        await foreach (var job in ReadAsync(call.ResponseStream, cancellationToken)) return job;
        throw new SaltException(Failure.NotFound, $"there is no job {jid}");
    }

    /// <summary>Jobs out of a stream that tells one behind the other.</summary>
    public static async IAsyncEnumerable<JobSnapshot> ReadAsync(
        IAsyncStreamReader<JobEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JobView? job = null;
        var targets = new List<TargetView>();
        await foreach (var e in events.ReadAllAsync(cancellationToken))
        {
            if (e.Target is { } target) targets.Add(target);
            if (e.Submitted is not { } next) continue;
            if (job is not null) yield return new JobSnapshot(job, targets);
            job = next;
            targets = [];
        }

        if (job is not null) yield return new JobSnapshot(job, targets);
    }
}
