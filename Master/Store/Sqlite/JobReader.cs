using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Reads history on connections of its own, so that the writer is never waited for.</summary>
internal sealed class JobReader(Database database)
{
    private const string JobColumns =
        "jid, issuer, fun, arg, kwarg, tgt, tgt_type, user, limit_seconds, metadata, accept_ms, minions, "
        + "batch_size, batch_wait_ms, fail_limit, expires_us";

    private const string TargetColumns =
        "minion, state, place, pid, started_us, ended_us, retcode, success, reason, signal, by, left_running, output_bytes, "
        + "offered_us, accepted_us, stored_us";

    public Jid LastJid(string issuer)
    {
        using var connection = database.OpenReader();
        using var command = Command(
            connection,
            """
            SELECT max(jid) FROM (
                SELECT * FROM (SELECT jid FROM jobs WHERE issuer = $issuer ORDER BY jid DESC LIMIT 1)
                UNION ALL SELECT last_jid FROM issuers WHERE issuer = $issuer)
            """,
            ("$issuer", issuer));
        return command.ExecuteScalar() is string jid ? Jid.Parse(jid) : default;
    }

    public IAsyncEnumerable<JobSpec> Active(CancellationToken cancellationToken) =>
        JobsAsync($"SELECT {JobColumns} FROM jobs WHERE ended_us IS NULL ORDER BY jid", [], cancellationToken);

    public IAsyncEnumerable<JobSpec> List(JobQuery query, CancellationToken cancellationToken)
    {
        var newest = $"""
            SELECT {JobColumns} FROM jobs
            WHERE ($fun = '' OR fun GLOB $fun) AND ($tgt = '' OR tgt = $tgt) AND ($user = '' OR user = $user)
            ORDER BY jid DESC LIMIT $limit
            """;
        return JobsAsync(
            $"SELECT * FROM ({newest}) ORDER BY jid",
            [
                ("$fun", query.Fun),
                ("$tgt", query.Tgt),
                ("$user", query.User),
                ("$limit", query.Limit > 0 ? query.Limit : -1),
            ],
            cancellationToken);
    }

    public IAsyncEnumerable<JobSpec> Find(Jid jid, CancellationToken cancellationToken) =>
        JobsAsync($"SELECT {JobColumns} FROM jobs WHERE jid = $jid ORDER BY issuer", [("$jid", jid.ToString())], cancellationToken);

    public async IAsyncEnumerable<JobTarget> TargetsAsync(
        JobSpec job,
        bool withReturns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = database.OpenReader();
        // Looked up one by one: the order is the job's own, and no more than one return is in memory.
        using var command = Command(
            connection,
            $"SELECT {TargetColumns}, {(withReturns ? "ret" : "length(ret)")} FROM targets "
                + "WHERE jid = $jid AND issuer = $issuer AND minion = $minion",
            ("$jid", job.Key.Jid.ToString()),
            ("$issuer", job.Key.Issuer),
            ("$minion", ""));
        await command.PrepareAsync(cancellationToken);
        foreach (var minion in job.Targets)
        {
            command.Parameters["$minion"].Value = minion.ToString();
            using var row = await command.ExecuteReaderAsync(cancellationToken);
            yield return row.Read() ? Target(row, withReturns) : new JobTarget { Minion = minion };
        }
    }

    public ReadOnlyMemory<byte> Return(JobKey key, MinionId minion)
    {
        using var connection = database.OpenReader();
        using var command = Command(
            connection,
            "SELECT ret FROM targets WHERE jid = $jid AND issuer = $issuer AND minion = $minion",
            ("$jid", key.Jid.ToString()),
            ("$issuer", key.Issuer),
            ("$minion", minion.ToString()));
        return command.ExecuteScalar() is byte[] ret ? ret : default(ReadOnlyMemory<byte>);
    }

    private async IAsyncEnumerable<JobSpec> JobsAsync(
        string sql,
        (string Name, object Value)[] values,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, sql, values);
        using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Job(row);
        }
    }

    private static JobSpec Job(SqliteDataReader row) => new()
    {
        Key = new JobKey(row.GetString(1), Jid.Parse(row.GetString(0))),
        Fun = row.GetString(2),
        Arg = row.GetFieldValue<byte[]>(3),
        Kwarg = row.GetFieldValue<byte[]>(4),
        Tgt = row.GetString(5),
        TgtType = row.GetString(6),
        User = row.GetString(7),
        LimitSeconds = (uint)row.GetInt64(8),
        Metadata = row.GetFieldValue<byte[]>(9),
        AcceptTimeout = TimeSpan.FromMilliseconds(row.GetInt64(10)),
        Targets = MinionList.Split(row.GetString(11)),
        Batch = Batch(row),
        Expires = row.GetInt64(15) is > 0 and var expires ? Instants.FromUnixMicroseconds(expires) : null,
    };

    private static JobBatch? Batch(SqliteDataReader row)
    {
        var (size, failLimit) = ((uint)row.GetInt64(12), (uint)row.GetInt64(14));
        return size == 0 && failLimit == 0 ? null : new JobBatch(size, TimeSpan.FromMilliseconds(row.GetInt64(13)), failLimit);
    }

    private static JobTarget Target(SqliteDataReader row, bool withReturns)
    {
        var target = new JobTarget
        {
            Minion = MinionId.Parse(row.GetString(0)),
            State = JobStates.Parse(row.GetString(1)),
            Place = (uint)row.GetInt64(2),
            Pid = row.GetInt32(3),
            StartedUs = row.GetInt64(4),
            OfferedUs = row.GetInt64(13),
            AcceptedUs = row.GetInt64(14),
            StoredUs = row.GetInt64(15),
        };
        if (!target.IsEnded) return target;

        return target with
        {
            Stored = true,
            RetInStore = !withReturns && row.GetInt64(16) > 0,
            End = new JobEnd
            {
                State = target.State,
                Pid = target.Pid,
                StartedUs = target.StartedUs,
                EndedUs = row.GetInt64(5),
                Retcode = row.GetInt32(6),
                Success = row.GetBoolean(7),
                Reason = row.GetString(8),
                Signal = row.GetInt32(9),
                By = row.GetString(10),
                LeftRunning = (uint)row.GetInt64(11),
                OutputBytes = (ulong)row.GetInt64(12),
                Ret = withReturns ? row.GetFieldValue<byte[]>(16) : default(ReadOnlyMemory<byte>),
            },
        };
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
