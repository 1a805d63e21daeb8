using Salt.Master.Store;
using Salt.Master.Store.Sqlite;

namespace Salt.Tests.Contract.Store;

/// <summary>Read from the store that was written to.</summary>
public sealed class SqliteJobStoreTests : JobStoreContract
{
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
        _store.Dispose();
        _folder.Dispose();
    }

    protected override Task<IJobStore> ReadAsync() => Task.FromResult<IJobStore>(_store);
}
