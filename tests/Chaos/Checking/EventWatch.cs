using System.Text.Json.Nodes;
using Grpc.Core;
using Salt.V1;

namespace Salt.Tests.Chaos.Checking;

/// <summary>Listens to the master's events, life after life.</summary>
internal sealed class EventWatch(Stage stage)
{
    private const string DroppedTag = "salt/events/dropped";

    private readonly List<Published> _published = [];

    public IReadOnlyList<Published> Published
    {
        get
        {
            lock (_published) return [.. _published];
        }
    }

    /// <summary>Listens until it is stopped. What a master publishes before it is listened to is missed.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stopping);
            }
            catch (RpcException e) when (stopping.IsCancellationRequested || e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                await stage.MasterAnswersAsync();
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        var before = await LifeAsync(stopping);
        using var call = stage.Cluster.Control.Events(new EventsRequest { Tag = "salt/*" }, cancellationToken: stopping);
        await call.ResponseHeadersAsync;
        var life = await LifeAsync(stopping);
        if (before != life) return;
        await foreach (var happened in call.ResponseStream.ReadAllAsync(stopping)) Take(life, happened);
    }

    private async Task<string> LifeAsync(CancellationToken stopping)
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);
        var status = await stage.Cluster.Control.GetStatusAsync(new StatusRequest(), deadline: deadline, cancellationToken: stopping);
        return $"{status.Pid}@{status.StartedUs}";
    }

    private void Take(string life, Event happened)
    {
        if (happened.Tag == DroppedTag) throw new InvalidOperationException("the master's events come faster than they are read");
        if (happened.Tag.Split('/') is not ["salt", "job", var jid, ("ret" or "lost") and var what, var minion]) return;
        var data = JsonNode.Parse(happened.Data.Span)!.AsObject();
        data.Remove("_stamp");
        var state = what == "lost" ? "lost" : (string)data["state"]!;
        lock (_published) _published.Add(new Published(life, jid, minion, state, data.ToJsonString()));
    }
}
