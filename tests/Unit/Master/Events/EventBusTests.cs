using System.Text;
using System.Text.Json;
using Salt.Master.Events;

namespace Salt.Tests.Unit.Master.Events;

public class EventBusTests
{
    private static readonly DateTimeOffset Instant = new DateTimeOffset(2026, 11, 21, 2, 13, 38, TimeSpan.Zero).AddTicks(4358970);

    private readonly EventBus _bus = new(new FixedClock());

    [Test]
    public async Task An_event_carries_its_stamp_first_and_then_its_data()
    {
        using var events = _bus.Subscribe(_ => true);

        _bus.Publish("salt/key", data => data.WriteString("id", "wéb1"));

        var happened = await TakeAsync(events, 1).SingleAsync();
        Assert.That(happened.Tag, Is.EqualTo("salt/key"));
        Assert.That(
            Encoding.UTF8.GetString(happened.Data.Span),
            Is.EqualTo("""{"_stamp":"2026-11-21T02:13:38.435897","id":"wéb1"}"""));
    }

    [Test]
    public async Task A_listener_hears_what_it_wants_and_nothing_else()
    {
        using var events = _bus.Subscribe(tag => tag.StartsWith("salt/job/", StringComparison.Ordinal));

        foreach (var tag in (string[])["salt/key", "salt/job/1/new", "salt/auth", "salt/job/1/ret/web1"]) _bus.Publish(tag, _ => { });

        Assert.That(
            await TakeAsync(events, 2).Select(e => e.Tag).ToListAsync(),
            Is.EqualTo(new[] { "salt/job/1/new", "salt/job/1/ret/web1" }));
    }

    [Test]
    public void What_nobody_hears_is_not_put_together()
    {
        using var events = _bus.Subscribe(tag => tag == "salt/key");

        _bus.Publish("salt/auth", _ => Assert.Fail("the data was asked for"));

        Assert.That((_bus.IsHeard("salt/auth"), _bus.IsHeard("salt/key")), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_listener_that_does_not_keep_up_is_told_how_much_it_missed()
    {
        using var events = _bus.Subscribe(_ => true);

        for (var i = 0; i < EventBus.Backlog + 3; i++) _bus.Publish("salt/key", _ => { });

        var last = (await TakeAsync(events, EventBus.Backlog + 1).ToListAsync())[^1];
        Assert.That(last.Tag, Is.EqualTo(EventSubscription.DroppedTag));
        Assert.That(JsonDocument.Parse(last.Data).RootElement.GetProperty("dropped").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public void Nothing_is_kept_for_a_listener_that_has_gone()
    {
        _bus.Subscribe(_ => true).Dispose();

        Assert.That(_bus.IsHeard("salt/key"), Is.False);
    }

    private static IAsyncEnumerable<BusEvent> TakeAsync(EventSubscription events, int count) =>
        events.ReadAllAsync(CancellationToken.None).Take(count);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Instant;
    }
}
