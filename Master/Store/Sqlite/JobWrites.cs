using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

internal sealed class JobWrites(SqliteConnection connection) : IDisposable
{
    private readonly Statement _add = new(connection, """
        INSERT INTO jobs (jid, issuer, fun, arg, kwarg, tgt, tgt_type, user, limit_seconds, metadata, accept_ms, minions,
                          batch_size, batch_wait_ms, fail_limit, expires_us, target_count, via)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (jid, issuer) DO NOTHING
        """);

    private readonly Statement _end = new(connection, """
        UPDATE jobs SET ended_us = ? WHERE jid = ? AND issuer = ? AND ended_us IS NULL
        """);

    private readonly Statement _targets = new(connection, """
        SELECT 1 FROM jobs WHERE jid = ? AND issuer = ? AND instr(',' || minions || ',', ',' || ? || ',') > 0
        """);

    private readonly Statement _exists = new(connection, "SELECT 1 FROM jobs WHERE jid = ? AND issuer = ?");

    /// <returns>False: it is there already.</returns>
    public bool Add(JobSpec job) =>
        _add.Bind(1, job.Key.Jid.ToString())
            .Bind(2, job.Key.Issuer)
            .Bind(3, job.Fun)
            .Bind(4, job.Arg)
            .Bind(5, job.Kwarg)
            .Bind(6, job.Tgt)
            .Bind(7, job.TgtType)
            .Bind(8, job.User)
            .Bind(9, job.LimitSeconds)
            .Bind(10, job.Metadata)
            .Bind(11, (long)job.AcceptTimeout.TotalMilliseconds)
            .Bind(12, MinionList.Join(job.Targets))
            .Bind(13, job.Batch?.Size ?? 0)
            .Bind(14, (long)(job.Batch?.Wait.TotalMilliseconds ?? 0))
            .Bind(15, job.Batch?.FailLimit ?? 0)
            .Bind(16, job.Expires?.ToUnixMicroseconds() ?? 0)
            .Bind(17, job.Targets.Count)
            .Bind(18, job.Via)
            .Run() == 1;

    public void End(JobKey key, long endedUs) =>
        _end.Bind(1, endedUs).Bind(2, key.Jid.ToString()).Bind(3, key.Issuer).Run();

    public bool Exists(JobKey key) => _exists.Bind(1, key.Jid.ToString()).Bind(2, key.Issuer).Any();

    public bool HasTarget(JobKey key, MinionId minion) =>
        _targets.Bind(1, key.Jid.ToString()).Bind(2, key.Issuer).Bind(3, minion.ToString()).Any();

    public void Dispose()
    {
        _add.Dispose();
        _end.Dispose();
        _targets.Dispose();
        _exists.Dispose();
    }
}
