using System.Runtime.CompilerServices;
using System.Text;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Tests.Contract.Golden;

/// <summary>The history that a case's sections <c>ShowJob</c> and <c>ListJobs</c> tell of. It names what it is asked as those
/// calls are named.</summary>
internal sealed class CannedHistory(GoldenCase next, string minions, List<string> asked) : IJobStore
{
    public static JobSpec Spec(JobView job) => new()
    {
        Key = new JobKey("master", Jid.Parse(job.Jid)),
        Fun = job.Fun,
        Arg = job.Arg.ToByteArray(),
        Kwarg = job.Kwarg.ToByteArray(),
        Tgt = job.Tgt,
        TgtType = job.TgtType,
        User = job.User,
        Metadata = job.Metadata.ToByteArray(),
        Batch = job.BatchSize > 0 || job.FailLimit > 0 ? new JobBatch(job.BatchSize, TimeSpan.FromMilliseconds(job.BatchWaitMs), job.FailLimit) : null,
        Expires = job.ExpiresUs > 0 ? Instants.FromUnixMicroseconds(job.ExpiresUs) : null,
        Targets = [.. job.Targets.Select(MinionId.Parse)],
    };

    public static JobTarget Target(TargetView target)
    {
        var state = JobStates.Parse(target.State);
        var begun = new JobTarget
        {
            Minion = MinionId.Parse(target.Minion),
            State = state,
            Pid = target.Pid,
            Place = target.Place,
            StartedUs = target.StartedUs,
            AwaySinceUs = target.AwaySinceUs,
        };
        return !state.IsEnd() ? begun : begun.Ended(new JobEnd
        {
            State = state,
            Retcode = target.Retcode,
            Success = target.Success,
            Ret = target.Ret.ToByteArray(),
            Reason = target.Reason,
            EndedUs = target.EndedUs,
            Signal = target.Signal,
            By = target.By,
            LeftRunning = target.LeftRunning,
        });
    }

    public async IAsyncEnumerable<StoredJob> ListAsync(JobQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        asked.Add($"ListJobs limit={query.Limit} fun={query.Fun} tgt={query.Tgt} user={query.User}"
            + Given("since", query.Since?.ToUnixMicroseconds()) + Given("until", query.Until?.ToUnixMicroseconds())
            + Given("metadata", query.Metadata.IsEmpty ? null : Encoding.UTF8.GetString(query.Metadata.Span)) + Given("before", query.Before));
        foreach (var line in next.AnswersTo("ListJobs")) yield return Stored(Answers.JobEvent(line).Submitted);
    }

    public Task<IReadOnlyList<StoredJob>> FindAsync(Jid jid, CancellationToken cancellationToken)
    {
        asked.Add($"ShowJob {jid}{(minions.Length > 0 ? $" minions={minions}" : "")}");
        return next.AnswersTo("ShowJob") switch
        {
            [] => throw new SaltException(Failure.NotFound, $"there is no job {jid}"),
            [var first, ..] when first.Split(' ', 3) is ["fail", "NotFound", var sentence] => throw new SaltException(Failure.NotFound, sentence),
            [var first, ..] => Task.FromResult<IReadOnlyList<StoredJob>>([Stored(Answers.JobEvent(first).Submitted)]),
        };
    }

    public async IAsyncEnumerable<JobTarget> TargetsAsync(
        JobSpec job, bool withReturns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var line in next.AnswersTo("ShowJob"))
        {
            if (Answers.JobEvent(line).Target is { } target && job.Targets.Contains(MinionId.Parse(target.Minion))) yield return Target(target);
        }
    }

    public Task<bool> AddAsync(JobSpec job, IReadOnlyList<JobTarget> ended) => throw new NotSupportedException();

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(IReadOnlyList<TargetChange> changes) => throw new NotSupportedException();

    public Task<SaveOutcome> SaveLateAsync(JobKey key, JobTarget target) => throw new NotSupportedException();

    public Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit) => throw new NotSupportedException();

    public Task<PurgeOutcome> PurgeAsync(JobKey key) => throw new NotSupportedException();

    public Task<Jid> LastJidAsync(string issuer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<JobSpec> ActiveAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>> ReturnAsync(JobKey key, MinionId minion, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static StoredJob Stored(JobView job) => new(Spec(job), job.Targets.Count, job.EndedUs);

    private static string Given(string name, object? value) => value is null ? "" : $" {name}={value}";
}
