using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Master;

/// <summary>A minion that says what a test wants said.</summary>
internal sealed class FakeMinion(string id, GrpcChannel channel) : IAsyncDisposable
{
    private readonly AsyncDuplexStreamingCall<MinionMessage, MasterMessage> _stream = new MinionHub.MinionHubClient(channel).Connect();

    public string Id => id;

    public Task HelloAsync(Action<Hello>? change)
    {
        var hello = new Hello { Version = "0.1.0", Protocol = 1, MachineId = "machine", BootId = "boot", Grains = Json("""{"os":"Debian"}""") };
        change?.Invoke(hello);
        return SayAsync(new MinionMessage { Hello = hello });
    }

    public Task SayAsync(MinionMessage message) => _stream.RequestStream.WriteAsync(message);

    public Task AcceptedAsync(Job job, uint place = 0) =>
        SayAsync(new MinionMessage { Update = new JobUpdate { Issuer = job.Issuer, Jid = job.Jid, State = "accepted", Place = place } });

    public Task RunningAsync(Job job, int pid = 4711) =>
        SayAsync(new MinionMessage { Update = new JobUpdate { Issuer = job.Issuer, Jid = job.Jid, State = "running", Pid = pid, StartedUs = 5 } });

    public Task ReturnAsync(Job job, string ret, string state = "succeeded", int retcode = 0)
    {
        var data = Json(ret);
        var head = new ReturnHead
        {
            Fun = job.Fun, State = state, Retcode = retcode, Success = retcode == 0, StartedUs = 5, EndedUs = 6, Size = (ulong)data.Length,
        };
        return SayAsync(new MinionMessage { Return = new JobReturn { Issuer = job.Issuer, Jid = job.Jid, Head = head, Data = data, Last = true } });
    }

    /// <summary>The next message that is no heartbeat.</summary>
    /// <exception cref="RpcException">The master ended the stream, and why.</exception>
    public async Task<MasterMessage> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        while (await _stream.ResponseStream.MoveNext(patience.Token))
        {
            var message = _stream.ResponseStream.Current;
            // Credit is given back in lumps, at moments of its own.
            if (message.KindCase is not (MasterMessage.KindOneofCase.Heartbeat or MasterMessage.KindOneofCase.Credit)) return message;
        }

        throw new AssertionException($"the master closed the stream of {id}");
    }

    public async Task<Job> OfferAsync() => (await ExpectAsync(MasterMessage.KindOneofCase.Offer)).Offer.Job;

    public async Task<MasterMessage> ExpectAsync(MasterMessage.KindOneofCase kind)
    {
        var message = await ReadAsync();
        Assert.That(message.KindCase, Is.EqualTo(kind), message.ToString());
        return message;
    }

    /// <summary>Takes an offered job to running, as a minion does.</summary>
    public async Task<Job> TakeAsync()
    {
        var job = await OfferAsync();
        await AcceptedAsync(job);
        Assert.That((await ExpectAsync(MasterMessage.KindOneofCase.Start)).Start.Jid, Is.EqualTo(job.Jid));
        await RunningAsync(job);
        return job;
    }

    /// <summary>How the master ends the stream: what it says at last, or the status.</summary>
    public async Task<Status> EndAsync()
    {
        try
        {
            while (true) await ReadAsync();
        }
        catch (RpcException e)
        {
            return e.Status;
        }
    }

    public static HeldJob Holds(Job job, string state) => new() { Issuer = job.Issuer, Jid = job.Jid, State = state, Pid = 4711 };

    public static ByteString Json(string text) => ByteString.CopyFromUtf8(text);

    /// <summary>The connection is gone, without a word.</summary>
    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
