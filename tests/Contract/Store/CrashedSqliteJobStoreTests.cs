using Salt.Master.Store;
using Salt.Master.Store.Sqlite;

namespace Salt.Tests.Contract.Store;

/// <summary>Read from what another process would find after <c>kill -9</c>: the files as they lie there, never closed.</summary>
public sealed class CrashedSqliteJobStoreTests : JobStoreContract
{
    private readonly List<IDisposable> _opened = [];
    private StoreFolder _folder = null!;
    private SqliteStore _store = null!;

    protected override IJobStore Store => _store;

    [SetUp]
    public void Open()
    {
        _folder = new StoreFolder();
        _store = _folder.Open();
    }

    [TearDown]
    public void Close()
    {
        foreach (var opened in Enumerable.Reverse(_opened)) opened.Dispose();
        _opened.Clear();
        _store.Dispose();
        _folder.Dispose();
    }

    protected override Task<IJobStore> ReadAsync()
    {
        var wreck = _folder.Copy();
        var store = wreck.Open();
        _opened.AddRange([wreck, store]);
        return Task.FromResult<IJobStore>(store);
    }
}
