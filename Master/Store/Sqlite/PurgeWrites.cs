using Microsoft.Data.Sqlite;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Deletes what <c>keep_jobs</c> has run out for, a batch at a time so that other writes get their turn.</summary>
internal sealed class PurgeWrites(SqliteConnection connection) : IDisposable
{
    // What ended before an instant was submitted before it: the range of jids leaves little to look through.
    private const string Ended = "SELECT jid, issuer FROM jobs WHERE jid < ? AND ended_us < ? ORDER BY jid LIMIT ?";

    // The newest jid outlives its job, for issuing is strictly increasing whatever the clock did meanwhile.
    private readonly Statement _remember = new(connection, $"""
        INSERT INTO issuers (issuer, last_jid)
        SELECT issuer, max(jid) FROM ({Ended}) WHERE true GROUP BY issuer
        ON CONFLICT (issuer) DO UPDATE SET last_jid = max(last_jid, excluded.last_jid)
        """);

    private readonly Statement _targets = new(connection, $"DELETE FROM targets WHERE (jid, issuer) IN ({Ended})");

    private readonly Statement _jobs = new(connection, $"DELETE FROM jobs WHERE (jid, issuer) IN ({Ended})");

    public int Jobs(DateTimeOffset endedBefore, int limit)
    {
        Bind(_remember, endedBefore, limit).Run();
        Bind(_targets, endedBefore, limit).Run();
        return Bind(_jobs, endedBefore, limit).Run();
    }

    public void Dispose()
    {
        _remember.Dispose();
        _targets.Dispose();
        _jobs.Dispose();
    }

    private static Statement Bind(Statement statement, DateTimeOffset endedBefore, int limit) =>
        statement.Bind(1, Jid.At(endedBefore).ToString()).Bind(2, endedBefore.ToUnixMicroseconds()).Bind(3, limit);
}
