using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Salt.Master.Events;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Targeting;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The call of Control that streams the event bus.</summary>
internal sealed class EventCalls(EventBus bus, IHostApplicationLifetime lifetime)
{
    public async Task StreamAsync(EventsRequest request, IServerStreamWriter<Event> stream, ServerCallContext context)
    {
        var glob = new Glob(request.Tag.Length > 0 ? ControlEdge.Name("tag", request.Tag) : "*");
        using var events = bus.Subscribe(tag => glob.IsMatch(tag));
        // Whoever waits for the headers knows by them that from now on nothing is missed.
        await context.WriteResponseHeadersAsync(Metadata.Empty);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await foreach (var happened in events.ReadAllAsync(ending.Token))
            {
                await stream.WriteAsync(Message(happened), ending.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new SaltException(Failure.Unavailable, "the master is stopping");
        }
    }

    private static Event Message(BusEvent happened) => new()
    {
        Tag = happened.Tag,
        Data = UnsafeByteOperations.UnsafeWrap(happened.Data),
        StampUs = happened.Stamp.ToUnixMicroseconds(),
    };
}
