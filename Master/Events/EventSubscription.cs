using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Salt.Master.Events;

/// <summary>One listener's queue. When it is full the newest events are lost, and the listener is told how many by an
/// event of its own, <c>salt/events/dropped</c>.</summary>
public sealed class EventSubscription : IDisposable
{
    public const string DroppedTag = "salt/events/dropped";

    private readonly EventBus _bus;
    private readonly Func<string, bool> _wants;
    private readonly Channel<BusEvent> _queue = Channel.CreateBounded<BusEvent>(
        new BoundedChannelOptions(EventBus.Backlog) { SingleReader = true });

    private long _dropped;

    internal EventSubscription(EventBus bus, Func<string, bool> wants)
    {
        _bus = bus;
        _wants = wants;
    }

    /// <summary>The events in order, for ever, until it is cancelled. One reader.</summary>
    public async IAsyncEnumerable<BusEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_queue.Reader.TryRead(out var happened))
            {
                yield return happened;
            }

            var dropped = Interlocked.Exchange(ref _dropped, 0);
            if (dropped > 0) yield return _bus.Make(DroppedTag, data => data.WriteNumber("dropped", dropped));
        }
    }

    public void Dispose()
    {
        _bus.Remove(this);
        _queue.Writer.TryComplete();
    }

    internal bool Wants(string tag) => _wants(tag);

    internal void Offer(BusEvent happened)
    {
        if (!_queue.Writer.TryWrite(happened)) Interlocked.Increment(ref _dropped);
    }
}
