using System.Text;
using Salt.Master.Store;
using Salt.Shared.Jobs;

namespace Salt.Tests.Contract.Store;

/// <summary>What every event store does, whatever keeps it.</summary>
public abstract class EventStoreContract
{
    /// <summary>The store that is written to.</summary>
    protected abstract IEventStore Store { get; }

    /// <summary>The store that what was written is read from.</summary>
    protected abstract IEventStore Read();

    [Test]
    public async Task An_event_is_read_as_it_was_written()
    {
        var written = new EventRecord("salt/minion/ä/start", 1_751_630_400_000_001, Encoding.UTF8.GetBytes("""{"_stamp":"x","n":1e400}"""));
        await Store.AppendAsync([written]);

        var read = await Read().EventsAsync(10, default).SingleAsync();

        Assert.That(read with { Data = default }, Is.EqualTo(written with { Data = default }));
        Assert.That(read.Data.ToArray(), Is.EqualTo(written.Data.ToArray()));
    }

    [Test]
    public async Task The_newest_comes_first_and_no_more_than_asked_for()
    {
        await Store.AppendAsync(Events(1, 250));
        await Store.AppendAsync(Events(251, 251));

        var store = Read();

        Assert.That(await StampsAsync(store, 3), Is.EqualTo(new[] { 251L, 250, 249 }));
        Assert.That(await StampsAsync(store, 1000), Is.EqualTo(Enumerable.Range(1, 251).Reverse().Select(n => (long)n)));
        Assert.That(await StampsAsync(store, 0), Is.Empty);
    }

    [Test]
    public async Task The_order_is_that_of_the_writes_whatever_the_clock_said()
    {
        await Store.AppendAsync([Event(9), Event(3), Event(7)]);

        Assert.That(await StampsAsync(Read(), 10), Is.EqualTo(new[] { 7L, 3, 9 }));
    }

    [Test]
    public async Task Events_whose_tags_differ_in_case_alone_are_two()
    {
        await Store.AppendAsync([Event(1) with { Tag = "a/B" }, Event(2) with { Tag = "a/b" }]);

        Assert.That(await Read().EventsAsync(10, default).Select(e => e.Tag).ToListAsync(), Is.EqualTo(new[] { "a/b", "a/B" }));
    }

    [Test]
    public async Task Purging_takes_the_oldest_before_an_instant_a_batch_at_a_time()
    {
        await Store.AppendAsync(Events(1, 25));
        var before = Instants.FromUnixMicroseconds(20);

        Assert.That(await Store.PurgeEventsAsync(before, 15), Is.EqualTo(15));
        Assert.That((await StampsAsync(Store, 100))[^1], Is.EqualTo(16));
        Assert.That(await Store.PurgeEventsAsync(before, 15), Is.EqualTo(4));
        Assert.That(await Store.PurgeEventsAsync(before, 15), Is.Zero);
        Assert.That(await StampsAsync(Read(), 100), Is.EqualTo(new[] { 25L, 24, 23, 22, 21, 20 }));
    }

    [Test]
    public async Task Writers_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(1, 100).Select(n => Store.AppendAsync([Event(n)])));

        Assert.That(await StampsAsync(Read(), 1000), Is.EquivalentTo(Enumerable.Range(1, 100).Select(n => (long)n)));
    }

    protected static EventRecord Event(long stamp) => new("salt/test", stamp, "{}"u8.ToArray());

    private static EventRecord[] Events(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(n => Event(n))];

    private static async Task<List<long>> StampsAsync(IEventStore store, int limit) =>
        await store.EventsAsync(limit, default).Select(e => e.StampUs).ToListAsync();
}
