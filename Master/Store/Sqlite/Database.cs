using System.Globalization;
using Microsoft.Data.Sqlite;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using SQLitePCL;

namespace Salt.Master.Store.Sqlite;

/// <summary>Opens <c>jobs.db</c>: makes it where it is missing, and sets a corrupt one aside.</summary>
/// <param name="Path">Of the database file.</param>
/// <param name="Writer">The one connection that writes.</param>
/// <param name="SetAside">Where a corrupt database was moved to, or null.</param>
/// <param name="Damage">What of its log could not be used, or null.</param>
internal sealed record Database(string Path, SqliteConnection Writer, string? SetAside, LogDamage? Damage) : IDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(1);

    private const string Log = "-wal";

    private static readonly string[] Companions = ["", Log, "-shm"];

    /// <exception cref="SaltException">BadRequest: a newer program wrote it. Denied, Unavailable: it cannot be opened.</exception>
    public static Database Open(string path, TimeProvider clock)
    {
        NativeSqlite.Load();
        if (Directory.Exists(path)) throw new SaltException(Failure.Denied, $"{path} is a folder: the job database cannot be made there");
        try
        {
            // Before it is opened: SQLite takes what is whole, and begins the log anew.
            var damage = LogCheck.Inspect(path + Log);
            return OpenOrReplace(path, damage, clock);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            var failure = e is UnauthorizedAccessException ? Failure.Denied : Failure.Unavailable;
            throw new SaltException(failure, $"the job database {path} cannot be opened: {SqliteFaults.Sentence(e)}", inner: e);
        }
    }

    /// <summary>A connection for reading, from the pool: writers do not hold it up.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA query_only = 1");
        return connection;
    }

    public void Dispose()
    {
        using (var reader = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path }.ToString()))
        {
            SqliteConnection.ClearPool(reader);
        }

        Writer.Dispose();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Database OpenOrReplace(string path, LogDamage? damage, TimeProvider clock)
    {
        try
        {
            return new Database(path, OpenWriter(path), SetAside: null, damage);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            var aside = $"{path}.corrupt-{clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
            foreach (var companion in Companions.Where(c => File.Exists(path + c)))
            {
                File.Move(path + companion, aside + companion, overwrite: true);
            }

            return new Database(path, OpenWriter(path), aside, damage);
        }
    }

    private static SqliteConnection OpenWriter(string path)
    {
        // SQLite gives the log the mode of the database.
        if (!File.Exists(path)) PrivateFile.Write(path, "");
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        var connection = new SqliteConnection(source.ToString());
        try
        {
            connection.Open();
            // Somebody with a SQLite shell may hold the lock for a moment.
            raw.sqlite3_busy_timeout(connection.Handle, (int)BusyTimeout.TotalMilliseconds);
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
            Check(connection);
            Migrate(connection);
            // From here on a commit survives the process; the loss of power is met by GroupCommit's sync of the log.
            Execute(connection, "PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Check(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var verdict = (string?)command.ExecuteScalar();
        if (verdict != "ok") throw new SqliteException(verdict, raw.SQLITE_CORRUPT);
    }

    private static void Migrate(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (version > Schema.Version)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"{connection.DataSource} was written by a newer version (schema {version}, this program knows {Schema.Version})");
        }

        // Written even where nothing changes: this first commit makes the log, and with FULL forces its name to the disk.
        Execute(connection, $"BEGIN IMMEDIATE; {Schema.From(version)} PRAGMA user_version = {Schema.Version}; COMMIT");
    }
}
