using Microsoft.Data.Sqlite;

namespace Salt.Master.Store.Sqlite;

internal sealed class EventWrites(SqliteConnection connection) : IDisposable
{
    private readonly Statement _add = new(connection, "INSERT INTO events (stamp_us, tag, data) VALUES (?, ?, ?)");

    private readonly Statement _purge = new(connection, """
        DELETE FROM events WHERE id IN (SELECT id FROM events WHERE stamp_us < ? ORDER BY stamp_us LIMIT ?)
        """);

    public void Add(EventRecord record) =>
        _add.Bind(1, record.StampUs).Bind(2, record.Tag).Bind(3, record.Data).Run();

    public int Purge(long beforeUs, int limit) => _purge.Bind(1, beforeUs).Bind(2, limit).Run();

    public void Dispose()
    {
        _add.Dispose();
        _purge.Dispose();
    }
}
