using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Master.Runners;

/// <summary>A history that takes the runs of runners, and can be full.</summary>
internal sealed class RunHistory : IJobStore, IMinionLinks
{
    public RunHistory()
    {
        Table = new JobTable(this, this, TimeProvider.System);
        Replies = new Replies(Table, this, new TurnSettlement(Table, null!), null!, NullLogger<Replies>.Instance);
    }

    public JobTable Table { get; }

    public Replies Replies { get; }

    public bool IsFull { get; set; }

    public int Added { get; private set; }

    /// <summary>Jid, state, retcode and return of each that has ended.</summary>
    public List<string> Ended { get; } = [];

    public Task<bool> AddAsync(JobSpec job, IReadOnlyList<JobTarget> ended)
    {
        if (IsFull) throw new SaltException(Failure.Unavailable, "the disk is full");
        Added++;
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(IReadOnlyList<TargetChange> changes)
    {
        Ended.AddRange(changes.Select(change =>
            $"{change.Key.Jid} {change.Target.State.ToName()} {change.Target.End!.Retcode} {Encoding.UTF8.GetString(change.Target.End.Ret.Span)}"));
        return Task.FromResult<IReadOnlyList<SaveOutcome>>([]);
    }

    public Presence PresenceOf(MinionId minion) => Presence.Away;

    public void Offer(IReadOnlyList<MinionId> minions, JobSpec job) => throw new NotSupportedException();

    public void Start(MinionId minion, JobKey key) => throw new NotSupportedException();

    public void Withdraw(MinionId minion, JobKey key) => throw new NotSupportedException();

    public void Stored(MinionId minion, JobKey key) => throw new NotSupportedException();

    public void Cut(MinionId minion, string reason) => throw new NotSupportedException();

    public Task<SaveOutcome> SaveLateAsync(JobKey key, JobTarget target) => throw new NotSupportedException();

    public Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit) => throw new NotSupportedException();

    public Task<PurgeOutcome> PurgeAsync(JobKey key) => throw new NotSupportedException();

    public Task<Jid> LastJidAsync(string issuer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<JobSpec> ActiveAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredJob> ListAsync(JobQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredJob>> FindAsync(Jid jid, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<JobTarget> TargetsAsync(JobSpec job, bool withReturns, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>> ReturnAsync(JobKey key, MinionId minion, CancellationToken cancellationToken) => throw new NotSupportedException();
}
