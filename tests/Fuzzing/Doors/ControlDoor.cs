using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Shared.Configuration;
using Salt.Shared.Rpc;
using Salt.Tests.Fuzzing.Making;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>The operators' API of a real master with a minion: every call, by the number of its method, with a message that may be
/// one.</summary>
internal sealed class ControlDoor : IDoor
{
    private const string Jid = "20260704120000000001";

    /// <summary>An operator's mistake; Internal and Unknown would be the master's.</summary>
    private static readonly StatusCode[] Refusals =
        [StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition, StatusCode.AlreadyExists, StatusCode.ResourceExhausted, StatusCode.Unavailable, StatusCode.DeadlineExceeded, StatusCode.Aborted];

    private static readonly (string Name, bool IsUnary, byte[][] Good)[] Calls =
    [
        Unary("GetStatus", new StatusRequest()),
        Stream("Run", new RunRequest { Tgt = "*", TgtType = "glob", Fun = "test.ping", Delimiter = ":", AcceptTimeoutMs = 200 }, new RunRequest { Tgt = "minion1", TgtType = "list", Fun = "test.arg", Arg = Json("""[1,{"a":[null]}]"""), Kwarg = Json("""{"k":"v"}"""), Metadata = Json("""{"m":1}"""), SubmitOnly = true, AcceptTimeoutMs = 100 }, new RunRequest { Tgt = "( web* and G@os:Debian ) or not L@a,b", TgtType = "compound", Fun = "test.echo", Arg = Json("""["x"]"""), BatchSize = 1, SubmitOnly = true }),
        Stream("Follow", new FollowRequest { Jid = Jid }),
        Stream("Attach", new AttachRequest { Jid = Jid, Minions = { "minion1" }, Places = { new OutputPlace { Minion = "minion1" } } }),
        Stream("ListJobs", new ListJobsRequest { Fun = "test.*", Tgt = "*", User = "root", States = { "failed" }, SinceUs = 1, UntilUs = 2, Metadata = Json("""{"a":1}"""), Before = Jid, Minion = "minion1", WithStates = true }, new ListJobsRequest { WithStates = true }),
        Stream("ActiveJobs", new ActiveJobsRequest()),
        Stream("ShowJob", new ShowJobRequest { Jid = Jid, Minions = { "minion1" } }),
        Unary("ExplainJob", new ExplainJobRequest { Jid = Jid, Minion = "minion1" }),
        Unary("PurgeJobs", new PurgeJobsRequest { Jids = { Jid }, BeforeUs = 5 }),
        Unary("Cancel", new CancelRequest { Jid = Jid, Minions = { "minion1" }, Signal = 15 }),
        Stream("ListMinions", new ListMinionsRequest()),
        Unary("MatchMinions", new MatchMinionsRequest { Tgt = "G@os:* and not E@a", TgtType = "compound", Delimiter = ":" }),
        Unary("ShowPillar", new ShowPillarRequest { Minion = "minion1" }),
        Unary("ShowSchedule", new ShowScheduleRequest { Entry = "backup" }),
        Unary("ListKeys", new ListKeysRequest()),
        Unary("ChangeKeys", new ChangeKeysRequest { Change = ChangeKeysRequest.Types.Change.Accept, Keys = { new KeyChoice { Id = "web1", State = "pending", Fingerprint = string.Join(':', Enumerable.Repeat("ab", 32)) } } }),
        Unary("CreateToken", new CreateTokenRequest { TtlSeconds = 60, Id = "web1" }),
        Stream("Events", new EventsRequest { Tag = "salt/*" }),
    ];

    /// <summary>Longer than any call takes that is asked here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>Streams that go on until the caller leaves.</summary>
    private static readonly string[] Endless = ["Events"];

    private readonly Method<byte[], byte[]>[] _methods = [.. Calls.Select(call => RawCalls.Method(call.IsUnary ? MethodType.Unary : MethodType.ServerStreaming, "salt.v1.Control", call.Name))];
    private Cluster? _cluster;
    private GrpcChannel? _channel;

    public int MemoryMax => 512;

    public int? Pid => _cluster?.Master.Pid;

    public async ValueTask OpenAsync()
    {
        _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 1, LogLevel = "error" });
        _channel = GrpcChannels.OverSocket(Layout.ControlSocket(new Layout(_cluster.Root).SockDir));
    }

    public byte[] Make(Random random)
    {
        var call = random.Next(Calls.Length);
        var good = Calls[call].Good[random.Next(Calls[call].Good.Length)];
        return [(byte)call, .. random.Next(10) == 0 ? good : ByteChanges.Of(good, random)];
    }

    public async ValueTask<Answer> TryAsync(byte[] input)
    {
        var number = input[0] % Calls.Length;
        if (Endless.Contains(Calls[number].Name)) return Answer.Accepted;
        // The one key that there is stays accepted, and its minion connected.
        if (Calls[number].Name == "ChangeKeys" && input.AsSpan().IndexOf("minion1"u8) >= 0) return Answer.Accepted;
        var status = await RawCalls.AskAsync(_channel!.CreateCallInvoker(), _methods[number], input[1..], 200, TimeProvider.System, Patience);
        return WireAnswer.Of(status, Refusals, _cluster!.Master, ControlReflection.Descriptor.Services.Single(), Calls[number].Name, input[1..]);
    }

    /// <summary>The minion has taken all of it as well.</summary>
    public async ValueTask CloseAsync()
    {
        if (_cluster!.Minion("minion1").HasExited) throw new DoorFault("the minion ended", $"{_cluster.Minion("minion1").Error}");
        WireAnswer.CheckLog(_cluster.Master);
        var ping = await _cluster.CliAsync("run", "minion1", "test.ping", "-t", "20", "--out", "txt");
        if (ping.Out.Trim() != "minion1: True") throw new DoorFault("a ping afterwards", ping.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    private static (string, bool, byte[][]) Unary(string name, params IMessage[] good) => (name, true, [.. good.Select(message => message.ToByteArray())]);

    private static (string, bool, byte[][]) Stream(string name, params IMessage[] good) => (name, false, [.. good.Select(message => message.ToByteArray())]);

    private static ByteString Json(string text) => ByteString.CopyFromUtf8(text);
}
