using Microsoft.Data.Sqlite;
using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Store.Sqlite;

/// <summary>Deletes what nobody wants to know any more, a batch at a time so that other writes get their turn.</summary>
internal sealed class PurgeWrites(SqliteConnection connection) : IDisposable
{
    // What ended before an instant was submitted before it: the range of jids leaves little to look through. A batch is
    // measured in targets, for it is their rows that take the time; one job always fits.
    private const string Ended = """
        SELECT jid, issuer FROM (
            SELECT jid, issuer, sum(target_count) OVER (ORDER BY jid, issuer) - target_count AS earlier FROM (
                SELECT jid, issuer, target_count FROM jobs WHERE jid < ?1 AND ended_us < ?2 ORDER BY jid, issuer LIMIT ?3))
        WHERE earlier < ?3
        """;

    private const string One = "SELECT jid, issuer FROM jobs WHERE jid = ?1 AND issuer = ?2 AND ended_us IS NOT NULL";

    private readonly Deletion _ended = new(connection, Ended);
    private readonly Deletion _one = new(connection, One);

    /// <returns>How many jobs were deleted.</returns>
    public int Jobs(DateTimeOffset endedBefore, int limit) => _ended.Run(
        statement => statement.Bind(1, Jid.At(endedBefore).ToString()).Bind(2, endedBefore.ToUnixMicroseconds()).Bind(3, limit));

    /// <returns>False: it is not there, or not over.</returns>
    public bool Job(JobKey key) => _one.Run(statement => statement.Bind(1, key.Jid.ToString()).Bind(2, key.Issuer)) > 0;

    public void Dispose()
    {
        _ended.Dispose();
        _one.Dispose();
    }

    /// <summary>Deletes the jobs that a query selects, with all that hangs on them.</summary>
    private sealed class Deletion(SqliteConnection connection, string selected) : IDisposable
    {
        // The newest jid outlives its job, for issuing is strictly increasing whatever the clock did meanwhile.
        private readonly Statement _remember = new(connection, $"""
            INSERT INTO issuers (issuer, last_jid)
            SELECT issuer, max(jid) FROM ({selected}) WHERE true GROUP BY issuer
            ON CONFLICT (issuer) DO UPDATE SET last_jid = max(last_jid, excluded.last_jid)
            """);

        private readonly Statement _targets = new(connection, $"DELETE FROM targets WHERE (jid, issuer) IN ({selected})");

        private readonly Statement _jobs = new(connection, $"DELETE FROM jobs WHERE (jid, issuer) IN ({selected})");

        /// <returns>How many jobs.</returns>
        public int Run(Func<Statement, Statement> bind)
        {
            bind(_remember).Run();
            bind(_targets).Run();
            return bind(_jobs).Run();
        }

        public void Dispose()
        {
            _remember.Dispose();
            _targets.Dispose();
            _jobs.Dispose();
        }
    }
}
