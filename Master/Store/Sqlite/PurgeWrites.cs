using Microsoft.Data.Sqlite;

namespace Salt.Master.Store.Sqlite;

/// <summary>Deletes what <c>keep_jobs</c> has run out for, a batch at a time so that other writes get their turn.</summary>
internal sealed class PurgeWrites(SqliteConnection connection) : IDisposable
{
    private const string Ended = "SELECT jid, issuer FROM jobs WHERE ended_us < ? ORDER BY ended_us LIMIT ?";

    // The newest jid outlives its job, for issuing is strictly increasing whatever the clock did meanwhile.
    private readonly Statement _remember = new(connection, $"""
        INSERT INTO issuers (issuer, last_jid)
        SELECT issuer, max(jid) FROM ({Ended}) WHERE true GROUP BY issuer
        ON CONFLICT (issuer) DO UPDATE SET last_jid = max(last_jid, excluded.last_jid)
        """);

    private readonly Statement _targets = new(connection, $"DELETE FROM targets WHERE (jid, issuer) IN ({Ended})");

    private readonly Statement _jobs = new(connection, $"DELETE FROM jobs WHERE (jid, issuer) IN ({Ended})");

    public int Jobs(long endedBeforeUs, int limit)
    {
        _remember.Bind(1, endedBeforeUs).Bind(2, limit).Run();
        _targets.Bind(1, endedBeforeUs).Bind(2, limit).Run();
        return _jobs.Bind(1, endedBeforeUs).Bind(2, limit).Run();
    }

    public void Dispose()
    {
        _remember.Dispose();
        _targets.Dispose();
        _jobs.Dispose();
    }
}
