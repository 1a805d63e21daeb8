using System.Runtime.CompilerServices;
using Salt.Master.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Lists history. First the keys, the newest first and no more than are wanted; then, in the order of their
/// jids, job after job: however long the list, only its keys are in memory.</summary>
internal sealed class JobLister(Database database)
{
    public async IAsyncEnumerable<StoredJob> ListAsync(JobQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = Keys(query, cancellationToken);
        using var connection = database.OpenReader();
        using var command = connection.Command(
            $"SELECT {JobRows.ListColumns} FROM jobs WHERE jid = $jid AND issuer = $issuer", ("$jid", ""), ("$issuer", ""));
        await command.PrepareAsync(cancellationToken);
        for (var at = keys.Count - 1; at >= 0; at--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            command.Parameters["$jid"].Value = keys[at].Jid.ToString();
            command.Parameters["$issuer"].Value = keys[at].Issuer;
            using var row = await command.ExecuteReaderAsync(cancellationToken);
            // One that is not there was purged just now.
            if (row.Read()) yield return JobRows.Job(row);
        }
    }

    private List<JobKey> Keys(JobQuery query, CancellationToken cancellationToken)
    {
        var selection = new JobSelection(query);
        var metadata = new MetadataMatch(query.Metadata);
        using var connection = database.OpenReader();
        using var command = connection.Command(selection.Sql, selection.Values);
        using var row = command.ExecuteReader();
        List<JobKey> keys = [];
        var issuers = new Dictionary<string, string>();
        while ((query.Limit == 0 || keys.Count < query.Limit) && row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!query.Metadata.IsEmpty && !metadata.IsMatch(row.GetFieldValue<byte[]>(2))) continue;
            var key = JobRows.Key(row);
            issuers.TryAdd(key.Issuer, key.Issuer);
            keys.Add(key with { Issuer = issuers[key.Issuer] });
        }

        return keys;
    }
}
