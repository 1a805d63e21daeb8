using Salt.Master.Store.Sqlite;

namespace Salt.Tests.Contract.Store;

/// <summary>A temporary folder with a database in it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("salt-store-");

    public string Database => Path.Combine(_folder.FullName, "jobs.db");

    public SqliteStore Open() => SqliteStore.Open(Database, TimeProvider.System);

    public StoreFolder Copy()
    {
        var copy = new StoreFolder();
        foreach (var file in _folder.GetFiles()) file.CopyTo(Path.Combine(copy._folder.FullName, file.Name));
        return copy;
    }

    public IReadOnlyList<string> Files() => [.. _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
