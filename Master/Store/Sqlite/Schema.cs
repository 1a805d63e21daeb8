namespace Salt.Master.Store.Sqlite;

/// <summary>The tables of <c>jobs.db</c>. Times are microseconds since the epoch, jids and states are text, so that a
/// person with a SQLite shell can read them.</summary>
internal static class Schema
{
    /// <summary>In <c>user_version</c>. A newer number than this is a newer program's file: it is left alone.</summary>
    public const int Version = 4;

    /// <summary>What is looked for by its state and is rare: to find it, nothing that went well has to be looked at, and
    /// nothing that went well is in the index.</summary>
    public const string Problems = "state IN ('failed', 'timed_out', 'killed', 'lost', 'undelivered', 'refused')";

    private const string ProblemIndex = $"CREATE INDEX targets_problems ON targets (jid, issuer, state) WHERE {Problems};";

    /// <remarks>A row of <c>targets</c> is written when something is known: a target without one is queued. A job's end
    /// has no index: the active jobs are asked for at the start only, the purge goes by the jid, and every index is one
    /// page more to write for every job.</remarks>
    private const string Create = $"""
        CREATE TABLE jobs (
            jid TEXT NOT NULL,
            issuer TEXT NOT NULL,
            fun TEXT NOT NULL,
            arg BLOB NOT NULL,
            kwarg BLOB NOT NULL,
            tgt TEXT NOT NULL,
            tgt_type TEXT NOT NULL,
            user TEXT NOT NULL,
            limit_seconds INTEGER NOT NULL,
            metadata BLOB NOT NULL,
            accept_ms INTEGER NOT NULL,
            minions TEXT NOT NULL,
            ended_us INTEGER,
            batch_size INTEGER NOT NULL DEFAULT 0,
            batch_wait_ms INTEGER NOT NULL DEFAULT 0,
            fail_limit INTEGER NOT NULL DEFAULT 0,
            expires_us INTEGER NOT NULL DEFAULT 0,
            target_count INTEGER NOT NULL DEFAULT 0,
            via TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (jid, issuer)) WITHOUT ROWID;

        CREATE TABLE targets (
            jid TEXT NOT NULL,
            issuer TEXT NOT NULL,
            minion TEXT NOT NULL,
            state TEXT NOT NULL,
            place INTEGER NOT NULL,
            pid INTEGER NOT NULL,
            started_us INTEGER NOT NULL,
            ended_us INTEGER NOT NULL,
            retcode INTEGER NOT NULL,
            success INTEGER NOT NULL,
            reason TEXT NOT NULL,
            signal INTEGER NOT NULL,
            by TEXT NOT NULL,
            left_running INTEGER NOT NULL,
            output_bytes INTEGER NOT NULL,
            ret BLOB NOT NULL,
            offered_us INTEGER NOT NULL DEFAULT 0,
            accepted_us INTEGER NOT NULL DEFAULT 0,
            stored_us INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (jid, issuer, minion)) WITHOUT ROWID;
        {ProblemIndex}

        CREATE TABLE issuers (issuer TEXT PRIMARY KEY, last_jid TEXT NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>What makes a file of one version one of the next: the first is from 1 to 2. What minions said
    /// and events went into a file of their own with version 4.</summary>
    private static readonly string[] Upgrades =
    [
        """
        ALTER TABLE jobs ADD COLUMN batch_size INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN batch_wait_ms INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN fail_limit INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN expires_us INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE targets ADD COLUMN offered_us INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE targets ADD COLUMN accepted_us INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE targets ADD COLUMN stored_us INTEGER NOT NULL DEFAULT 0;
        """,
        $"""
        ALTER TABLE jobs ADD COLUMN target_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE jobs ADD COLUMN via TEXT NOT NULL DEFAULT '';
        UPDATE jobs SET target_count = length(minions) - length(replace(minions, ',', '')) + 1;
        {ProblemIndex}
        """,
        // A minion could once make up a jid that has none behind it.
        """
        DROP TABLE IF EXISTS events;
        DROP TABLE IF EXISTS minions;
        DELETE FROM targets WHERE jid NOT BETWEEN '1970' AND '9999';
        DELETE FROM jobs WHERE jid NOT BETWEEN '1970' AND '9999';
        DELETE FROM issuers WHERE last_jid NOT BETWEEN '1970' AND '9999';
        """,
    ];

    /// <param name="version">Of the file; 0: it is new.</param>
    /// <returns>What brings it to <see cref="Version"/>.</returns>
    public static string From(long version) => version == 0 ? Create : string.Concat(Upgrades.Skip((int)version - 1));
}
