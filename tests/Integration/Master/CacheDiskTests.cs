using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Store;
using Salt.Master.Store.Cache;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Tests.Integration.Supervision;

namespace Salt.Tests.Integration.Master;

/// <summary><c>cache.db</c> on a disk without room.</summary>
public sealed class CacheDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Test]
    public async Task On_a_full_disk_each_write_fails_at_once_and_the_first_with_room_succeeds()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Over(folder.Path, megabytes: 4);
        using var database = new CacheDatabase(Path.Combine(folder.Path, "cache.db"), TimeProvider.System, NullLogger<CacheDatabase>.Instance);
        var (events, minions) = (new EventCache(database), new MinionCache(database));
        var minion = new MinionRecord(MinionId.Parse("web1"), "m", "10.0.0.1", "0.1.0", 1, new byte[100_000]);
        await minions.SaveMinionAsync(minion);
        await events.AppendAsync([Event(1)]);

        disk.Fill();
        for (var i = 0; i < 5; i++)
        {
            var writing = i % 2 == 0 ? minions.SaveMinionAsync(minion with { Grains = new byte[500_000] }) : events.AppendAsync([Event(2, 500_000)]);
            var error = Assert.ThrowsAsync<SaltException>(() => writing.WaitAsync(Patience, TimeProvider.System));
            Assert.That((await error)!.Failure, Is.EqualTo(Failure.Unavailable));
        }

        disk.Clear();
        await events.AppendAsync([Event(3)]);
        await minions.SaveMinionSeenAsync(minion.Id, 9);

        Assert.That(await events.EventsAsync(10, default).Select(e => e.StampUs).ToListAsync(), Is.EqualTo(new[] { 3L, 1L }));
        var kept = await minions.MinionsAsync(default).SingleAsync();
        Assert.That((kept.SeenUs, kept.Grains.Length), Is.EqualTo((9L, 100_000)));
    }

    private static EventRecord Event(long stamp, int size = 2) => new("salt/test", stamp, new byte[size]);
}
