using System.Buffers;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Salt.Master.Store.Sqlite;

/// <summary>A prepared statement of the writer's connection, kept for its life. One thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    /// <summary>A larger value is read where it is: a copy of it would be as large again.</summary>
    private const int CopiedMax = 256 << 10;

    private readonly List<MemoryHandle> _pinned = [];
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
    }

    public Statement Bind(int index, string value) => Checked(raw.sqlite3_bind_text(_statement, index, value));

    public Statement Bind(int index, long value) => Checked(raw.sqlite3_bind_int64(_statement, index, value));

    public Statement Bind(int index, ReadOnlyMemory<byte> value) => value.Length switch
    {
        0 => Checked(raw.sqlite3_bind_zeroblob(_statement, index, 0)),
        <= CopiedMax => Checked(raw.sqlite3_bind_blob(_statement, index, value.Span)),
        _ => BindInPlace(index, value),
    };

    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        Step();
        return raw.sqlite3_changes(_db);
    }

    /// <returns>Whether it yields a row.</returns>
    public bool Any() => Step() == raw.SQLITE_ROW;

    public void Dispose()
    {
        _statement.Dispose();
        Unpin();
    }

    private unsafe Statement BindInPlace(int index, ReadOnlyMemory<byte> value)
    {
        var pinned = value.Pin();
        _pinned.Add(pinned);
        return Checked(NativeSqlite.BindInPlace(_statement, index, pinned.Pointer, value.Length));
    }

    private void Unpin()
    {
        foreach (var pinned in _pinned) pinned.Dispose();
        _pinned.Clear();
    }

    private int Step()
    {
        var result = raw.sqlite3_step(_statement);
        // Reset repeats the code of a step that failed, so it is the step's own result that is judged.
        _ = raw.sqlite3_reset(_statement);
        if (_pinned.Count > 0)
        {
            _ = raw.sqlite3_clear_bindings(_statement);
            Unpin();
        }

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
