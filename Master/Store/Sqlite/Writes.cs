using Microsoft.Data.Sqlite;

namespace Salt.Master.Store.Sqlite;

/// <summary>Every statement that changes the database, prepared once on the writer's connection.</summary>
internal sealed class Writes(SqliteConnection connection, TimeProvider clock) : IDisposable
{
    public JobWrites Jobs { get; } = new(connection);

    public TargetWrites Targets { get; } = new(connection, clock);

    public PurgeWrites Purge { get; } = new(connection);

    public void Dispose()
    {
        Jobs.Dispose();
        Targets.Dispose();
        Purge.Dispose();
    }
}
