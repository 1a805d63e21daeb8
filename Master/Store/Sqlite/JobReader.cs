using System.Runtime.CompilerServices;
using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Reads history on connections of its own, so that the writer is never waited for.</summary>
internal sealed class JobReader(Database database)
{
    public Jid LastJid(string issuer)
    {
        using var connection = database.OpenReader();
        using var command = connection.Command(
            """
            SELECT max(jid) FROM (
                SELECT * FROM (SELECT jid FROM jobs WHERE issuer = $issuer ORDER BY jid DESC LIMIT 1)
                UNION ALL SELECT last_jid FROM issuers WHERE issuer = $issuer)
            """,
            ("$issuer", issuer));
        return command.ExecuteScalar() is string jid ? Jid.Parse(jid) : default;
    }

    public IAsyncEnumerable<JobSpec> Active(CancellationToken cancellationToken) =>
        JobsAsync($"SELECT {JobRows.Columns} FROM jobs WHERE ended_us IS NULL ORDER BY jid", [], cancellationToken)
            .Select(job => job.Spec);

    public IAsyncEnumerable<StoredJob> Find(Jid jid, CancellationToken cancellationToken) =>
        JobsAsync($"SELECT {JobRows.Columns} FROM jobs WHERE jid = $jid ORDER BY issuer", [("$jid", jid.ToString())], cancellationToken);

    public async IAsyncEnumerable<JobTarget> TargetsAsync(
        JobSpec job,
        bool withReturns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = database.OpenReader();
        // Looked up one by one: the order is the job's own, and no more than one return is in memory.
        using var command = connection.Command(
            $"SELECT {TargetRows.Columns}, {(withReturns ? "ret" : "length(ret)")} FROM targets "
                + "WHERE jid = $jid AND issuer = $issuer AND minion = $minion",
            ("$jid", job.Key.Jid.ToString()),
            ("$issuer", job.Key.Issuer),
            ("$minion", ""));
        await command.PrepareAsync(cancellationToken);
        foreach (var minion in job.Targets)
        {
            command.Parameters["$minion"].Value = minion.ToString();
            using var row = await command.ExecuteReaderAsync(cancellationToken);
            yield return row.Read() ? TargetRows.Target(row, withReturns) : new JobTarget { Minion = minion };
        }
    }

    public ReadOnlyMemory<byte> Return(JobKey key, MinionId minion)
    {
        using var connection = database.OpenReader();
        using var command = connection.Command(
            "SELECT ret FROM targets WHERE jid = $jid AND issuer = $issuer AND minion = $minion",
            ("$jid", key.Jid.ToString()),
            ("$issuer", key.Issuer),
            ("$minion", minion.ToString()));
        return command.ExecuteScalar() is byte[] ret ? ret : default(ReadOnlyMemory<byte>);
    }

    private async IAsyncEnumerable<StoredJob> JobsAsync(
        string sql,
        (string Name, object Value)[] values,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = database.OpenReader();
        using var command = connection.Command(sql, values);
        using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return JobRows.Job(row);
        }
    }
}
