using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Salt.Master.Events;

/// <summary>Tells everybody who listens what happens. Publishing never waits: a listener that does not keep up loses
/// events, and is told how many.</summary>
public sealed class EventBus(TimeProvider clock)
{
    /// <summary>How far a listener may fall behind.</summary>
    public const int Backlog = 4096;

    private ImmutableArray<EventSubscription> _subscriptions = [];

    /// <summary>Whether anybody listens for a tag: what nobody hears need not be put together.</summary>
    public bool IsHeard(string tag)
    {
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Wants(tag)) return true;
        }

        return false;
    }

    /// <param name="data">Writes the members of the event's object, behind <c>_stamp</c>; not called if nobody listens.</param>
    public void Publish(string tag, Action<Utf8JsonWriter> data)
    {
        BusEvent? happened = null;
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Wants(tag)) subscription.Offer(happened ??= Make(tag, data));
        }
    }

    /// <summary>Listens from now on, until it is disposed.</summary>
    public EventSubscription Subscribe(Func<string, bool> wants)
    {
        var subscription = new EventSubscription(this, wants);
        ImmutableInterlocked.Update(ref _subscriptions, (all, added) => all.Add(added), subscription);
        return subscription;
    }

    internal void Remove(EventSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, (all, removed) => all.Remove(removed), subscription);

    internal BusEvent Make(string tag, Action<Utf8JsonWriter> data)
    {
        var stamp = clock.GetUtcNow();
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, EventJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("_stamp", stamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            data(writer);
            writer.WriteEndObject();
        }

        return new BusEvent(tag, stamp, buffer.WrittenMemory);
    }
}
