using Salt.Master.Jobs;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>The embedded store: one SQLite file, <c>jobs.db</c>.</summary>
public sealed class SqliteStore : IJobStore, IDisposable
{
    private readonly Database _database;
    private readonly GroupCommit _commit;
    private readonly JobReader _jobs;
    private readonly JobLister _lists;

    private SqliteStore(Database database, TimeProvider clock)
    {
        _database = database;
        _commit = new GroupCommit(database, clock);
        _jobs = new JobReader(database);
        _lists = new JobLister(database);
    }

    /// <summary>Where a corrupt database was moved to when this one was opened, or null.</summary>
    public string? SetAside => _database.SetAside;

    /// <summary>What of the log could not be used when the database was opened; null: nothing was left over.</summary>
    public LogDamage? Damage => _database.Damage;

    /// <param name="path">Of the database file; it and its folder are made where they are missing.</param>
    /// <exception cref="SaltException">BadRequest: a newer program wrote it. Denied, Unavailable: it cannot be opened.</exception>
    public static SqliteStore Open(string path, TimeProvider clock)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            PrivateFile.CreateFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, SystemErrors.Line(e), inner: e);
        }

        return new SqliteStore(Database.Open(path, clock), clock);
    }

    public Task<bool> AddAsync(JobSpec job, IReadOnlyList<JobTarget> ended) =>
        _commit.WriteNowAsync(
            writes =>
            {
                if (!writes.Jobs.Add(job)) return false;
                foreach (var target in ended) writes.Targets.Put(job.Key, target);
                if (ended.Count == job.Targets.Count) writes.Jobs.End(job.Key, ended.Max(t => t.End?.EndedUs ?? 0));
                return true;
            },
            durable: ended.Any(MustSurvivePowerLoss));

    public Task<IReadOnlyList<SaveOutcome>> SaveAsync(IReadOnlyList<TargetChange> changes) =>
        _commit.WriteAsync<IReadOnlyList<SaveOutcome>>(
            writes =>
            {
                var outcomes = new SaveOutcome[changes.Count];
                for (var i = 0; i < outcomes.Length; i++)
                {
                    var (key, target, jobEndedUs) = changes[i];
                    outcomes[i] = writes.Targets.Put(key, target) ? SaveOutcome.Saved : SaveOutcome.AlreadyEnded;
                    if (jobEndedUs is { } endedUs) writes.Jobs.End(key, endedUs);
                }

                return outcomes;
            },
            durable: changes.Any(c => MustSurvivePowerLoss(c.Target)),
            // A minion that accepted waits for its grant.
            urgent: changes.Any(c => c.Target.State == JobState.Accepted));

    public Task<SaveOutcome> SaveLateAsync(JobKey key, JobTarget target) =>
        _commit.WriteAsync(
            writes =>
            {
                if (!writes.Jobs.Exists(key)) return SaveOutcome.UnknownJob;
                if (!writes.Jobs.HasTarget(key, target.Minion)) return SaveOutcome.NotATarget;
                return writes.Targets.Put(key, target) ? SaveOutcome.Saved : SaveOutcome.AlreadyEnded;
            },
            durable: true,
            urgent: false);

    public Task<int> PurgeAsync(DateTimeOffset endedBefore, int limit) =>
        _commit.WriteAsync(writes => writes.Purge.Jobs(endedBefore, limit), durable: false, urgent: false);

    public Task<PurgeOutcome> PurgeAsync(JobKey key) =>
        _commit.WriteAsync(
            writes =>
            {
                if (writes.Purge.Job(key)) return PurgeOutcome.Purged;
                return writes.Jobs.Exists(key) ? PurgeOutcome.Active : PurgeOutcome.UnknownJob;
            },
            durable: false,
            urgent: false);

    public Task<Jid> LastJidAsync(string issuer, CancellationToken cancellationToken) =>
        Task.Run(() => _jobs.LastJid(issuer), cancellationToken);

    public IAsyncEnumerable<JobSpec> ActiveAsync(CancellationToken cancellationToken) => _jobs.Active(cancellationToken);

    public IAsyncEnumerable<StoredJob> ListAsync(JobQuery query, CancellationToken cancellationToken) =>
        _lists.ListAsync(query, cancellationToken);

    public async Task<IReadOnlyList<StoredJob>> FindAsync(Jid jid, CancellationToken cancellationToken)
    {
        var found = new List<StoredJob>();
        await foreach (var job in _jobs.Find(jid, cancellationToken)) found.Add(job);
        return found;
    }

    public IAsyncEnumerable<JobTarget> TargetsAsync(JobSpec job, bool withReturns, CancellationToken cancellationToken) =>
        _jobs.TargetsAsync(job, withReturns, cancellationToken);

    public Task<ReadOnlyMemory<byte>> ReturnAsync(JobKey key, MinionId minion, CancellationToken cancellationToken) =>
        Task.Run(() => _jobs.Return(key, minion), cancellationToken);

    /// <summary>Writes what is queued, then closes.</summary>
    public void Dispose()
    {
        _commit.Dispose();
        _database.Dispose();
    }

    // What a minion is going to be told: the grant that follows an acceptance, or that a return may be forgotten.
    private static bool MustSurvivePowerLoss(JobTarget target) =>
        target.State == JobState.Accepted || (target.IsEnded && target.State is not (JobState.Undelivered or JobState.Lost));
}
