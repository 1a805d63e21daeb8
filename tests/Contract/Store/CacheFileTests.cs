using Salt.Master.Store;
using Salt.Master.Store.Cache;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Tests.Contract.Store;

/// <summary>What becomes of <c>cache.db</c> itself.</summary>
public sealed class CacheFileTests
{
    private const int PageSize = 8192;

    private static readonly MinionRecord Web1 = new(MinionId.Parse("web1"), "m1", "10.0.0.1", "0.1.0", 7, "{\"os\":\"Debian\"}"u8.ToArray());

    private CacheFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new CacheFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task What_was_written_outlives_the_process()
    {
        await FillAsync();

        Assert.That(await CountAsync(), Is.EqualTo(300));
        Assert.That(_folder.Lines, Is.Empty);
    }

    [Test]
    public async Task Its_files_are_nobody_elses_to_read()
    {
        using var database = _folder.Open();
        await new MinionCache(database).SaveMinionAsync(Web1);

        Assert.That(_folder.Files(), Is.EqualTo(new[] { "cache-log.db", "cache.db" }));
        foreach (var file in (string[])[_folder.Database, _folder.Journal])
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
    }

    [Test]
    public async Task A_file_that_is_no_database_is_set_aside_and_the_work_goes_on()
    {
        await File.WriteAllTextAsync(_folder.Database, string.Concat(Enumerable.Repeat("this is not a database. ", 1000)));

        await SaveAsync();

        Assert.That(_folder.Files(), Has.Some.Match(@"^cache\.db\.corrupt-[0-9]{14}$"));
        Assert.That(_folder.Lines, Has.One.StartWith("1101 ").And.One.StartWith("1102 "));
    }

    [Test]
    public async Task A_folder_in_its_place_is_set_aside()
    {
        Directory.CreateDirectory(_folder.Database);

        await SaveAsync();

        Assert.That(_folder.Lines, Has.One.StartWith("1101 "));
    }

    [Test]
    public async Task Every_page_torn_leaves_a_cache_that_works(
        [Values(0, 1, 2, 3, 4, 6, 9, 13)] int page, [Values(0, 100, 4096)] int from)
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(_folder.Database);
        Assert.That(bytes.Length, Is.GreaterThan(14 * PageSize));
        bytes.AsSpan((page * PageSize) + from, PageSize - from).Fill(0xAA);
        await File.WriteAllBytesAsync(_folder.Database, bytes);

        await SaveAsync();
    }

    [TestCase(1)]
    [TestCase(100)]
    [TestCase(PageSize)]
    [TestCase(PageSize + 5000)]
    public async Task A_log_that_ends_too_soon_leaves_a_cache_that_works(int cut)
    {
        using var wreck = await WreckAsync();
        await using (var log = File.OpenWrite(wreck.Journal)) log.SetLength(log.Length - cut);

        await SaveAsync(wreck);
    }

    [Test]
    public async Task A_log_torn_anywhere_leaves_a_cache_that_works([Values(0, 1, 2, 5, 8)] int page, [Values(0, 40, 4096)] int from)
    {
        using var wreck = await WreckAsync();
        var bytes = await File.ReadAllBytesAsync(wreck.Journal);
        Assert.That(bytes.Length, Is.GreaterThan(9 * PageSize));
        bytes.AsSpan((page * PageSize) + from, PageSize - from).Fill(0xAA);
        await File.WriteAllBytesAsync(wreck.Journal, bytes);

        await SaveAsync(wreck);
    }

    [Test]
    public async Task The_log_does_not_grow_without_end()
    {
        using var database = _folder.Open();
        var minions = new MinionCache(database);
        for (var i = 0; i < 2000; i++) await minions.SaveMinionAsync(Web1 with { SeenUs = i });

        Assert.That(new FileInfo(_folder.Journal).Length, Is.LessThan(1000 * PageSize));
        Assert.That(new FileInfo(_folder.Database).Length, Is.LessThan(100 * PageSize));
    }

    [Test]
    public async Task An_operation_that_is_itself_at_fault_costs_the_cache_nothing()
    {
        await FillAsync();
        using (var database = _folder.Open())
        {
            Assert.That(
                async () => await database.RunAsync<int>(_ => throw new InvalidOperationException("no operation")),
                Throws.InvalidOperationException);
        }

        Assert.That(await CountAsync(), Is.EqualTo(300));
        Assert.That(_folder.Lines, Has.None.StartWith("1101 "));
    }

    [Test]
    public async Task A_closed_one_refuses()
    {
        var database = _folder.Open();
        await new MinionCache(database).SaveMinionAsync(Web1);
        database.Dispose();

        Assert.That(async () => await new MinionCache(database).SaveMinionAsync(Web1), Throws.InstanceOf<ObjectDisposedException>());
    }

    private async Task FillAsync()
    {
        using var database = _folder.Open();
        await FillAsync(database);
    }

    private static async Task FillAsync(CacheDatabase database)
    {
        var minions = new MinionCache(database);
        var grains = new byte[2000];
        grains.AsSpan().Fill((byte)'x');
        for (var n = 0; n < 300; n++) await minions.SaveMinionAsync(Web1 with { Id = MinionId.Parse($"m{n}"), Grains = grains });
    }

    /// <summary>As a master that was killed leaves it: with a log.</summary>
    private async Task<CacheFolder> WreckAsync()
    {
        using var database = _folder.Open();
        await FillAsync(database);
        return _folder.Copy();
    }

    private async Task<int> CountAsync()
    {
        using var database = _folder.Open();
        return await new MinionCache(database).MinionsAsync(default).CountAsync();
    }

    private Task SaveAsync() => SaveAsync(_folder);

    /// <summary>Whatever is left of the cache, everything that it does works.</summary>
    private static async Task SaveAsync(CacheFolder folder)
    {
        using var database = folder.Open();
        var minions = new MinionCache(database);
        var events = new EventCache(database);
        _ = await minions.MinionsAsync(default).CountAsync();
        await minions.SaveMinionAsync(Web1);
        await minions.SaveMinionSeenAsync(Web1.Id, 8);
        await events.AppendAsync([new EventRecord("a", 1, "{}"u8.ToArray())]);
        Assert.That(await minions.MinionsAsync(default).Where(m => m.Id == Web1.Id).Select(m => m.SeenUs).SingleAsync(), Is.EqualTo(8));
        Assert.That((await events.EventsAsync(1, default).SingleAsync()).Tag, Is.EqualTo("a"));
        Assert.That(await events.PurgeEventsAsync(Instants.FromUnixMicroseconds(2), 10), Is.EqualTo(1));
    }
}
