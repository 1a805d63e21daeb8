using Salt.Master.Store;
using Salt.Master.Store.Cache;

namespace Salt.Tests.Contract.Store;

/// <summary>Read from the cache that was written to.</summary>
public sealed class MinionCacheTests : MinionStoreContract
{
    private CacheFolder _folder = null!;
    private CacheDatabase _database = null!;

    protected override IMinionStore Store => new MinionCache(_database);

    [SetUp]
    public void Open()
    {
        _folder = new CacheFolder();
        _database = _folder.Open();
    }

    [TearDown]
    public void Close()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    protected override IMinionStore Read() => Store;
}
