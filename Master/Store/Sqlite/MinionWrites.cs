using Microsoft.Data.Sqlite;

namespace Salt.Master.Store.Sqlite;

internal sealed class MinionWrites(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(connection, """
        INSERT OR REPLACE INTO minions (id, machine_id, address, version, seen_us, grains) VALUES (?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _seen = new(connection, "UPDATE minions SET seen_us = ? WHERE id = ?");

    private readonly Statement _delete = new(connection, "DELETE FROM minions WHERE id = ?");

    public void Put(MinionRecord minion) =>
        _put.Bind(1, minion.Id.ToString())
            .Bind(2, minion.MachineId)
            .Bind(3, minion.Address)
            .Bind(4, minion.Version)
            .Bind(5, minion.SeenUs)
            .Bind(6, minion.Grains)
            .Run();

    public void Seen(string id, long seenUs) => _seen.Bind(1, seenUs).Bind(2, id).Run();

    public void Delete(string id) => _delete.Bind(1, id).Run();

    public void Dispose()
    {
        _put.Dispose();
        _seen.Dispose();
        _delete.Dispose();
    }
}
