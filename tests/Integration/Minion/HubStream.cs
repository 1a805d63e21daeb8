using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>One stream of a minion, as the master sees it.</summary>
internal sealed class HubStream(Hello hello, string? serial, IServerStreamWriter<MasterMessage> toMinion)
{
    private readonly Lock _gate = new();
    private readonly List<MinionMessage> _received = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _cut = new();

    public Hello Hello { get; } = hello;

    /// <summary>Of the certificate that the minion showed.</summary>
    public string? Serial { get; } = serial;

    public bool IsOver { get; private set; }

    /// <summary>What the minion said after its hello, so far.</summary>
    public IReadOnlyList<MinionMessage> Received
    {
        get
        {
            lock (_gate) return [.. _received];
        }
    }

    public async Task SendAsync(MasterMessage message)
    {
        await _writing.WaitAsync();
        try
        {
            await toMinion.WriteAsync(message);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task OfferAsync(Job job) => SendAsync(new MasterMessage { Offer = new Offer { Job = job } });

    public Task StartAsync(Job job) => SendAsync(new MasterMessage { Start = new Start { Issuer = job.Issuer, Jid = job.Jid } });

    public Task WithdrawAsync(Job job) => SendAsync(new MasterMessage { Withdraw = new Withdraw { Issuer = job.Issuer, Jid = job.Jid } });

    public Task StoredAsync(Job job) => SendAsync(new MasterMessage { Stored = new Stored { Issuer = job.Issuer, Jid = job.Jid } });

    /// <summary>Waits for an update of the job with that state.</summary>
    public async Task<JobUpdate> UpdateAsync(Job job, string state)
    {
        var seen = await Eventually.ReachesAsync(
            $"{state} of {job.Fun}",
            () => Received,
            received => received.Any(message => IsUpdate(message, job, state)));
        return seen.Last(message => IsUpdate(message, job, state)).Update;
    }

    /// <summary>Waits for the job's whole return.</summary>
    public async Task<(ReturnHead Head, JsonNode? Ret)> ReturnAsync(Job job, int count = 1)
    {
        var seen = await Eventually.ReachesAsync(
            $"return {count} of {job.Fun}",
            () => Received,
            received => received.Count(message => message.Return?.Jid == job.Jid && message.Return.Last) >= count);
        var chunks = seen.Where(message => message.Return?.Jid == job.Jid).Select(message => message.Return).ToList();
        var last = chunks.FindLastIndex(chunk => chunk.Head is not null);
        var data = ByteString.CopyFrom([.. chunks.Skip(last).SelectMany(chunk => chunk.Data)]);
        return (chunks[last].Head, JsonNode.Parse(data.Span));
    }

    /// <summary>Ends it from this side.</summary>
    public void Cut() => _cut.Cancel();

    /// <summary>Listens until the minion ends the stream, or this side cuts it.</summary>
    public async Task ServeAsync(IAsyncStreamReader<MinionMessage> fromMinion, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _cut.Token);
        try
        {
            while (await fromMinion.MoveNext(either.Token))
            {
                lock (_gate) _received.Add(fromMinion.Current);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or RpcException)
        {
            // Cut by one side or the other, which is what these tests do.
        }
        finally
        {
            IsOver = true;
        }
    }

    private static bool IsUpdate(MinionMessage message, Job job, string state) =>
        message.Update?.Jid == job.Jid && message.Update.State == state;
}
