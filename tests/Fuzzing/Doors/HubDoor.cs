using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Hosting;
using Salt.Minion.Link.Identity;
using Salt.Shared.Configuration;
using Salt.Shared.Identities;
using Salt.Shared.Rpc;
using Salt.Tests.Fuzzing.Making;
using Salt.Tests.Integration.Clusters;
using Salt.Tests.Integration.Hostile;
using Salt.V1;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>The stream of a minion that a real master has accepted: messages that are well-formed and mean harm, and bytes that may be
/// none. Beside it another minion's jobs go on.</summary>
internal sealed class HubDoor : IDoor
{
    private const string Evil = "evil";

    private const int PingEvery = 1000;

    private static readonly Method<byte[], byte[]> Connect = RawCalls.Method(MethodType.DuplexStreaming, "salt.v1.MinionHub", "Connect");

    private static readonly byte[] Hello = new MinionMessage { Hello = new Hello { Version = "0", Protocol = 1, MachineId = "m", BootId = "b", Grains = ByteString.CopyFromUtf8("""{"os":"Evil"}""") } }.ToByteArray();

    private Cluster? _cluster;
    private MinionIdentity? _identity;
    private GrpcChannel? _channel;
    private AsyncDuplexStreamingCall<byte[], byte[]>? _stream;
    private Task _reading = Task.CompletedTask;
    private int _inputs;
    private bool _greets = true;

    public int MemoryMax => 384;

    public int? Pid => _cluster?.Master.Pid;

    public async ValueTask OpenAsync()
    {
        _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1, LogLevel = "error" });
        _identity = new MinionIdentity(new MinionOptions(new Layout(Path.Combine(_cluster.Root, Evil)), MinionId.Parse(Evil)), TimeProvider.System, NullLogger<MinionIdentity>.Instance);
        var master = new MasterAddress("127.0.0.1", _cluster.Port);
        var enrolling = _identity.EnsureAsync(master, CancellationToken.None);
        await Eventually.ReachesAsync("the key to wait", async () => (await _cluster.Control.ListKeysAsync(new ListKeysRequest())).Keys.Any(key => key.Id == Evil), waits => waits);
        await _cluster.AcceptKeysAsync();
        _channel = GrpcChannels.OverTls(master.ToString(), (await enrolling).TlsOptions());
    }

    public byte[] Make(Random random)
    {
        var message = new HostileMessages(random, Evil).Next().ToByteArray();
        return random.Next(3) == 0 ? ByteChanges.Of(random.Next(10) == 0 ? Hello : message, random) : message;
    }

    public async ValueTask<Answer> TryAsync(byte[] input)
    {
        var isOpen = await SendAsync(input);
        if (_cluster!.Master.HasExited) throw new DoorFault("the master ended", $"the master ended with {_cluster.Master.ExitCode}: {_cluster.Master.Error}");
        if (++_inputs % PingEvery == 0) await CloseAsync();
        return isOpen ? Answer.Accepted : Answer.Refused;
    }

    /// <summary>The other minion answers, and the lists work.</summary>
    public async ValueTask CloseAsync()
    {
        WireAnswer.CheckLog(_cluster!.Master);
        var ping = await _cluster.CliAsync("run", "minion1", "test.ping", "-t", "20", "--out", "txt");
        if (ping.Out.Trim() != "minion1: True") throw new DoorFault("a ping beside it", ping.ToString());
        foreach (var words in (string[])["jobs list --limit 50", "jobs active", "minions list"])
        {
            var list = await _cluster.CliAsync(words.Split(' '));
            if (list.Exit >= 64 || list.Out.Contains('\u001b')) throw new DoorFault(words, list.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stream?.Dispose();
        _channel?.Dispose();
        _identity?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    /// <returns>Whether the stream goes on.</returns>
    private async Task<bool> SendAsync(byte[] message)
    {
        try
        {
            if (_stream is null)
            {
                _stream = _channel!.CreateCallInvoker().AsyncDuplexStreamingCall(Connect, null, default);
                _reading = ReadAsync(_stream.ResponseStream);
                // A stream that begins with anything else is one, too.
                if (_greets) await _stream.RequestStream.WriteAsync(Hello);
                _greets = _inputs % 7 != 0;
            }

            var writing = _stream.RequestStream.WriteAsync(message);
            await Task.WhenAny(writing, _reading);
            if (!_reading.IsCompleted)
            {
                await writing;
                return true;
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException or HttpRequestException)
        {
            // The master has ended the stream.
        }

        _stream?.Dispose();
        _stream = null;
        return false;
    }

    private static async Task ReadAsync(IAsyncStreamReader<byte[]> stream)
    {
        try
        {
            while (await stream.MoveNext(CancellationToken.None))
            {
            }
        }
        catch (RpcException)
        {
            // Ended by the master, or by us.
        }
    }
}
