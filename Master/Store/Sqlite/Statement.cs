using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Salt.Master.Store.Sqlite;

/// <summary>A prepared statement of the writer's connection, kept for its life. One thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
    }

    public Statement Bind(int index, string value) => Checked(raw.sqlite3_bind_text(_statement, index, value));

    public Statement Bind(int index, long value) => Checked(raw.sqlite3_bind_int64(_statement, index, value));

    public Statement Bind(int index, ReadOnlyMemory<byte> value) =>
        Checked(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(_statement, index, 0)
            : raw.sqlite3_bind_blob(_statement, index, value.Span));

    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        Step();
        return raw.sqlite3_changes(_db);
    }

    /// <returns>Whether it yields a row.</returns>
    public bool Any() => Step() == raw.SQLITE_ROW;

    public void Dispose() => _statement.Dispose();

    private int Step()
    {
        var result = raw.sqlite3_step(_statement);
        // Reset repeats the code of a step that failed, so it is the step's own result that is judged.
        _ = raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(result);
        return result;
    }

    private Statement Checked(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _db);
}
