using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

internal sealed class TargetWrites(SqliteConnection connection, TimeProvider clock) : IDisposable
{
    // An end is final, and only `lost` gives way to what truly happened: here as in the rules, so that history holds
    // whatever arrives twice, from whichever stream, before or after a restart. Two statements and no upsert: that one
    // makes the row twice, and a return may be many megabytes.
    private readonly Statement _update = new(connection, """
        UPDATE targets SET
            state = ?4, place = ?5, pid = ?6, started_us = ?7, ended_us = ?8, retcode = ?9, success = ?10, reason = ?11,
            signal = ?12, by = ?13, left_running = ?14, output_bytes = ?15, ret = ?16, offered_us = ?17,
            accepted_us = ?18, stored_us = ?19
        WHERE jid = ?1 AND issuer = ?2 AND minion = ?3
          AND (state IN ('queued', 'offered', 'accepted', 'running')
               OR (state = 'lost' AND ?4 IN ('succeeded', 'failed', 'timed_out', 'killed', 'refused')))
        """);

    private readonly Statement _insert = new(connection, """
        INSERT INTO targets (jid, issuer, minion, state, place, pid, started_us, ended_us, retcode, success, reason,
                             signal, by, left_running, output_bytes, ret, offered_us, accepted_us, stored_us)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        ON CONFLICT (jid, issuer, minion) DO NOTHING
        """);

    private readonly Statement _exists = new(connection, """
        SELECT 1 FROM targets WHERE jid = ? AND issuer = ? AND minion = ?
        """);

    /// <returns>False: an end is on record, and stays.</returns>
    public bool Put(JobKey key, JobTarget target)
    {
        var storedUs = target.End is null ? 0 : clock.GetUtcNow().ToUnixMicroseconds();
        return Bind(_update, key, target, storedUs).Run() == 1 || Bind(_insert, key, target, storedUs).Run() == 1;
    }

    public bool Exists(JobKey key, MinionId minion) =>
        _exists.Bind(1, key.Jid.ToString()).Bind(2, key.Issuer).Bind(3, minion.ToString()).Any();

    public void Dispose()
    {
        _update.Dispose();
        _insert.Dispose();
        _exists.Dispose();
    }

    private static Statement Bind(Statement statement, JobKey key, JobTarget target, long storedUs)
    {
        var end = target.End;
        return statement
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
            .Bind(19, storedUs);
    }
}
