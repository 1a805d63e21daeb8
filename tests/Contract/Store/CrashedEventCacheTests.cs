using Salt.Master.Store;
using Salt.Master.Store.Cache;

namespace Salt.Tests.Contract.Store;

/// <summary>Read from what another process would find after <c>kill -9</c>: the files as they lie there, never closed.</summary>
public sealed class CrashedEventCacheTests : EventStoreContract
{
    private readonly List<IDisposable> _opened = [];
    private CacheFolder _folder = null!;
    private CacheDatabase _database = null!;

    protected override IEventStore Store => new EventCache(_database);

    [SetUp]
    public void Open()
    {
        _folder = new CacheFolder();
        _database = _folder.Open();
    }

    [TearDown]
    public void Close()
    {
        foreach (var opened in Enumerable.Reverse(_opened)) opened.Dispose();
        _opened.Clear();
        _database.Dispose();
        _folder.Dispose();
    }

    protected override IEventStore Read()
    {
        var wreck = _folder.Copy();
        var database = wreck.Open();
        _opened.AddRange([wreck, database]);
        return new EventCache(database);
    }
}
