using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Store;
using Salt.Shared.Jobs;

namespace Salt.Master.Events;

/// <summary>Keeps the events that no other table would show again: all but those of jobs.</summary>
internal sealed class EventLog(EventBus bus, IEventStore store, ILogger<EventLog> log) : BackgroundService
{
    private const string JobTags = "salt/job/";

    // From its construction on, so that nothing of the start is missed.
    private readonly EventSubscription _events = bus.Subscribe(tag => !tag.StartsWith(JobTags, StringComparison.Ordinal));

    public override void Dispose()
    {
        _events.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var happened in _events.ReadAllAsync(stoppingToken))
        {
            try
            {
                await store.AppendAsync([new EventRecord(happened.Tag, happened.Stamp.ToUnixMicroseconds(), happened.Data)]);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Of a hosted service's loop: the bus goes on, one event is not on record.
                log.EventNotKept(e, happened.Tag);
            }
        }
    }
}
