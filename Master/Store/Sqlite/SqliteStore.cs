using System.Runtime.CompilerServices;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>The embedded store: one SQLite file, <c>jobs.db</c>.</summary>
public sealed class SqliteStore : IJobStore, IMinionStore, IEventStore, IDisposable
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

    /// <param name="path">Of the database file; it and its folder are made where they are missing.</param>
    /// <exception cref="SaltException">A newer program wrote it.</exception>
    public static SqliteStore Open(string path, TimeProvider clock)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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

    public Task SaveMinionAsync(MinionRecord minion) =>
        _commit.WriteAsync(
            writes =>
            {
                writes.Minions.Put(minion);
                return true;
            },
            durable: false,
            urgent: false);

    public Task SaveMinionSeenAsync(MinionId id, long seenUs) =>
        _commit.WriteAsync(
            writes =>
            {
                writes.Minions.Seen(id.ToString(), seenUs);
                return true;
            },
            durable: false,
            urgent: false);

    public Task DeleteMinionAsync(string id) =>
        _commit.WriteAsync(
            writes =>
            {
                writes.Minions.Delete(id);
                return true;
            },
            durable: false,
            urgent: false);

    public async IAsyncEnumerable<MinionRecord> MinionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = _database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, machine_id, address, version, seen_us, grains FROM minions ORDER BY id";
        using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (row.Read())
        {
            yield return new MinionRecord(
                MinionId.Parse(row.GetString(0)),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetInt64(4),
                row.GetFieldValue<byte[]>(5));
        }
    }

    public Task AppendAsync(IReadOnlyList<EventRecord> events) =>
        _commit.WriteAsync(
            writes =>
            {
                foreach (var record in events) writes.Events.Add(record);
                return true;
            },
            durable: false,
            urgent: false);

    public async IAsyncEnumerable<EventRecord> EventsAsync(int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = _database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT tag, stamp_us, data FROM events ORDER BY id DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", limit);
        using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (row.Read())
        {
            yield return new EventRecord(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2));
        }
    }

    public Task<int> PurgeEventsAsync(DateTimeOffset before, int limit) =>
        _commit.WriteAsync(writes => writes.Events.Purge(before.ToUnixMicroseconds(), limit), durable: false, urgent: false);

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
