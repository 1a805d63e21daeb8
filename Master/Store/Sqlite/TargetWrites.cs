using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

internal sealed class TargetWrites(SqliteConnection connection, TimeProvider clock) : IDisposable
{
    // An end is final, and only `lost` gives way to what truly happened: here as in the rules, so that history holds
    // whatever arrives twice, from whichever stream, before or after a restart.
    private readonly Statement _put = new(connection, """
        INSERT INTO targets (jid, issuer, minion, state, place, pid, started_us, ended_us, retcode, success, reason,
                             signal, by, left_running, output_bytes, ret, offered_us, accepted_us, stored_us)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (jid, issuer, minion) DO UPDATE SET
            state = excluded.state, place = excluded.place, pid = excluded.pid, started_us = excluded.started_us,
            ended_us = excluded.ended_us, retcode = excluded.retcode, success = excluded.success,
            reason = excluded.reason, signal = excluded.signal, by = excluded.by,
            left_running = excluded.left_running, output_bytes = excluded.output_bytes, ret = excluded.ret,
            offered_us = excluded.offered_us, accepted_us = excluded.accepted_us, stored_us = excluded.stored_us
        WHERE targets.state IN ('queued', 'offered', 'accepted', 'running')
           OR (targets.state = 'lost'
               AND excluded.state IN ('succeeded', 'failed', 'timed_out', 'killed', 'refused'))
        """);

    private readonly Statement _exists = new(connection, """
        SELECT 1 FROM targets WHERE jid = ? AND issuer = ? AND minion = ?
        """);

    /// <returns>False: an end is on record, and stays.</returns>
    public bool Put(JobKey key, JobTarget target)
    {
        var end = target.End;
        return _put
            .Bind(1, key.Jid.ToString())
            .Bind(2, key.Issuer)
            .Bind(3, target.Minion.ToString())
            .Bind(4, target.State.ToName())
            .Bind(5, target.Place)
            .Bind(6, target.Pid)
            .Bind(7, target.StartedUs)
            .Bind(8, end?.EndedUs ?? 0)
            .Bind(9, end?.Retcode ?? 0)
            .Bind(10, end is { Success: true } ? 1 : 0)
            .Bind(11, end?.Reason ?? "")
            .Bind(12, end?.Signal ?? 0)
            .Bind(13, end?.By ?? "")
            .Bind(14, end?.LeftRunning ?? 0)
            .Bind(15, (long)(end?.OutputBytes ?? 0))
            .Bind(16, end?.Ret ?? default)
            .Bind(17, target.OfferedUs)
            .Bind(18, target.AcceptedUs)
            .Bind(19, end is null ? 0 : clock.GetUtcNow().ToUnixMicroseconds())
            .Run() == 1;
    }

    public bool Exists(JobKey key, MinionId minion) =>
        _exists.Bind(1, key.Jid.ToString()).Bind(2, key.Issuer).Bind(3, minion.ToString()).Any();

    public void Dispose()
    {
        _put.Dispose();
        _exists.Dispose();
    }
}
