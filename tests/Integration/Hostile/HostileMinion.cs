using Grpc.Core;
using Grpc.Net.Client;
using Salt.Minion.Hosting;
using Salt.Shared.Rpc;
using Salt.Tests.Integration.Clusters;
using Salt.Tests.Integration.Identity;
using Salt.V1;

namespace Salt.Tests.Integration.Hostile;

/// <summary>A minion whose key was accepted, and which then says what it likes.</summary>
internal sealed class HostileMinion(string folder, string id, int seed) : IDisposable
{
    private readonly TestMinion _identity = new(folder, id);
    private readonly Random _random = new(seed);
    private GrpcChannel? _channel;

    /// <summary>Messages sent in all.</summary>
    public int Sent { get; private set; }

    /// <summary>Gets a certificate, as every minion does.</summary>
    public async Task EnrolAsync(Cluster cluster)
    {
        var master = new MasterAddress("127.0.0.1", cluster.Port);
        var enrolling = _identity.Identity.EnsureAsync(master, CancellationToken.None);
        await Eventually.ReachesAsync(
            $"the key of {id} to wait",
            async () => (await cluster.Control.ListKeysAsync(new ListKeysRequest())).Keys.Any(key => key.Id == id && key.State == "pending") || enrolling.IsCompleted,
            waits => waits);
        await cluster.AcceptKeysAsync();
        _channel = GrpcChannels.OverTls(master.ToString(), (await enrolling).TlsOptions());
    }

    /// <summary>Stream after stream, until it is told to stop.</summary>
    public async Task RageAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested) await OneStreamAsync(stopping);
    }

    public void Dispose()
    {
        _channel?.Dispose();
        _identity.Dispose();
    }

    private async Task OneStreamAsync(CancellationToken stopping)
    {
        var messages = new HostileMessages(_random, id);
        using var stream = new MinionHub.MinionHubClient(_channel!).Connect(cancellationToken: stopping);
        try
        {
            await stream.RequestStream.WriteAsync(new MinionMessage { Hello = new Hello { Version = "\u001b[31m0", Protocol = 1, MachineId = "m", Grains = Google.Protobuf.ByteString.CopyFromUtf8("""{"os":"Evil"}""") } }, stopping);
            var reading = ReadAsync(stream.ResponseStream, messages.Offered, stopping);
            while (!reading.IsCompleted)
            {
                MinionMessage message;
                lock (messages.Offered) message = messages.Next();
                // The master may end the stream while a message is on its way.
                var writing = stream.RequestStream.WriteAsync(message, stopping);
                await Task.WhenAny(writing, reading).WaitAsync(stopping);
                if (reading.IsCompleted) break;
                await writing;
                Sent++;
            }

            await reading.WaitAsync(stopping);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException or IOException or HttpRequestException)
        {
            // The master ended the stream, or the test is over.
        }
    }

    private static async Task ReadAsync(IAsyncStreamReader<MasterMessage> stream, List<Job> offered, CancellationToken stopping)
    {
        while (await stream.MoveNext(stopping))
        {
            if (stream.Current.Offer is not { } offer) continue;
            lock (offered) offered.Add(offer.Job);
        }
    }
}
