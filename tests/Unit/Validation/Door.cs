using Google.Protobuf;
using Salt.Master.Authority;
using Salt.Master.Control;
using Salt.Master.Jobs;
using Salt.Master.Sessions;
using Salt.Minion.Link;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Tests.Unit.Validation;

/// <summary>One message that a daemon takes from a peer: a good one, and the check that it passes.</summary>
/// <param name="Refusal">What is wrong with a message; null: nothing.</param>
internal sealed record Door(IMessage Good, Func<IMessage, string?> Refusal)
{
    private const string Jid = "20260704120000000002";
    private const long NowUs = 1_700_000_000_000_000;

    private static readonly Peer.Operator Caller = new("root");
    private static readonly MinionId Minion = MinionId.Parse("web1");

    public string Name => Good.Descriptor.Name;

    /// <summary>Every message that is taken on its own.</summary>
    public static IReadOnlyList<Door> All { get; } =
    [
        Of(new Hello { Version = "1", Protocol = 1, MachineId = "m", BootId = "b", Grains = Json("{}"), Jobs = { Held() }, Fresh = true, JobsFolder = "/var/cache" }, m => HubEdge.Hello(Minion, m).Violation?.ToString()),
        Of(new V1.Grains { Grains_ = Json("""{"os":"Debian"}""") }, m => HubEdge.Grains(m).Violation?.ToString()),
        Of(new JobUpdate { Issuer = "master", Jid = Jid, State = "running", Place = 1, Pid = 7, StartedUs = 5, Job = Job() }, m => HubEdge.Update(Minion, m).Violation?.ToString()),
        Of(new RunOver { Jid = Jid }, m => HubEdge.Over(m).Violation?.ToString()),
        Of(Returned(), m => HubEdge.Returned(Minion, m, NowUs).Violation?.ToString() ?? HubEdge.Whole(HubEdge.Returned(Minion, m, NowUs).Returned!, Minion, m.Data.Memory, NowUs).Violation?.ToString()),
        Of(new OutputChunk { Reader = 1, Stream = "stdout", Offset = 1, Data = Json("x"), Last = true, StdoutSize = 2, StderrSize = 2 }, m => HubEdge.Output(m).Violation?.ToString()),
        Of(new EnrollRequest { Id = "web1", Csr = Json("x"), Token = "t", MachineId = "m" }, m => HubEdge.Enroll(m)?.ToString()),
        Of(new RenewRequest { Csr = Json("x") }, m => HubEdge.Renew(m)?.ToString()),
        Of(new PillarRequest { Grains = Json("{}"), Pillarenv = "dev" }, m => HubEdge.Pillar(m).Violation?.ToString()),
        Of(new ListFilesRequest { Saltenv = "base" }, m => HubEdge.Files(m)?.ToString()),
        Of(new GetFileRequest { Saltenv = "base", Path = "a/b", Sha256 = ByteString.CopyFrom(new byte[32]) }, m => HubEdge.File(m)?.ToString()),

        Of(new Welcome { Master = "master", Version = "1", Protocol = 1, HeartbeatMs = 15000, Credit = 8 }, m => LinkEdge.Welcome(m).Violation?.ToString()),
        Of(new Offer { Job = Job() }, m => LinkEdge.Offer(m).Violation?.ToString()),
        Of(new Start { Issuer = "master", Jid = Jid }, m => LinkEdge.Name("start", m.Issuer, m.Jid).Violation?.ToString()),
        Of(new Withdraw { Issuer = "master", Jid = Jid }, m => LinkEdge.Name("withdraw", m.Issuer, m.Jid).Violation?.ToString()),
        Of(new Stored { Issuer = "master", Jid = Jid }, m => LinkEdge.Name("stored", m.Issuer, m.Jid).Violation?.ToString()),
        Of(new ReadOutput { Reader = 1, Issuer = "master", Jid = Jid, StdoutFrom = 0, StderrFrom = 0, Credit = 1024 }, m => LinkEdge.Read(m).Violation?.ToString()),
        Of(new ComeBackLater { AfterMs = 5, Reason = "busy" }, m => LinkEdge.Later(m) is null ? "" : null),
        Of(new PillarReply { Pillar = Json("{}"), Fault = "" }, m => LinkEdge.Pillar(m).Violation?.ToString()),
        Of(new ListFilesReply { Files = { new FileEntry { Path = "a", Sha256 = ByteString.CopyFrom(new byte[32]), Size = 1 } }, Environments = { "base" } }, m => LinkEdge.Files(m).Violation?.ToString()),

        Of(new RunRequest { Tgt = "*", TgtType = "glob", Fun = "test.ping", Arg = Json("[]"), Kwarg = Json("{}"), Metadata = Json("{}"), Delimiter = ":", BatchSize = 1 }, m => Refused(() => JobRequestRules.Check(ControlEdge.Job(m, Caller), 4 << 20, null))),
        Of(new FollowRequest { Jid = Jid }, m => Refused(() => ControlEdge.Jid(m.Jid))),
        Of(new ListJobsRequest { Fun = "test.*", Tgt = "*", User = "root", States = { "failed" }, SinceUs = 1, UntilUs = 2, Metadata = Json("{}"), Before = Jid, Minion = "web1", WithStates = true }, m => Refused(() => ControlEdge.Query(m))),
        Of(new ShowJobRequest { Jid = Jid, Minions = { "web1" } }, m => Refused(() => (ControlEdge.Jid(m.Jid), ControlEdge.Minions(m.Minions)))),
        Of(new ExplainJobRequest { Jid = Jid, Minion = "web1" }, m => Refused(() => (ControlEdge.Jid(m.Jid), ControlEdge.Id(m.Minion)))),
        Of(new PurgeJobsRequest { Jids = { Jid }, BeforeUs = 5 }, m => Refused(() => (ControlEdge.Jids(m), ControlEdge.Before(m)))),
        Of(new CancelRequest { Jid = Jid, Minions = { "web1" }, Signal = 15 }, m => Refused(() => (ControlEdge.Jid(m.Jid), ControlEdge.Minions(m.Minions), ControlEdge.Signal(m.Signal)))),
        Of(new MatchMinionsRequest { Tgt = "*", TgtType = "glob", Delimiter = ":" }, m => Refused(() => ControlEdge.Target(m))),
        Of(new ShowPillarRequest { Minion = "web1" }, m => Refused(() => ControlEdge.Id(m.Minion))),
        Of(new ShowScheduleRequest { Entry = "backup" }, m => Refused(() => ControlEdge.Name("entry", m.Entry))),
        Of(new RunnerRequest { Fun = "jobs.active", Arg = Json("[]"), Kwarg = Json("{}"), Metadata = Json("{}") }, m => Refused(() => ControlEdge.Runner(m, Caller))),
        Of(new DescribeRunnersRequest { Names = { "jobs" } }, m => Refused(() => ControlEdge.Functions(m.Names))),
        Of(new ChangeKeysRequest { Change = ChangeKeysRequest.Types.Change.Accept, Keys = { new KeyChoice { Id = "web1", State = "pending", Fingerprint = Fingerprint() } } }, m => Refused(() => ControlEdge.Keys(m))),
        Of(new CreateTokenRequest { TtlSeconds = 60, Id = "web1" }, m => Refused(() => ControlEdge.Token(m))),
        Of(new IssueOperatorRequest { Name = "alice", Csr = Json("[1]") }, m => Refused(() => ControlEdge.Operator(m))),
        Of(new RevokeOperatorRequest { Name = "alice" }, m => Refused(() => ControlEdge.Operator(m))),
        Of(new EventsRequest { Tag = "salt/*" }, m => Refused(() => ControlEdge.Name("tag", m.Tag))),
        Of(new AttachRequest { Jid = Jid, Minions = { "web1" }, Places = { new OutputPlace { Minion = "web1" } } }, m => Refused(() => ControlEdge.Output(m))),
    ];

    public override string ToString() => Name;

    private static Door Of<T>(T good, Func<T, string?> refusal)
        where T : IMessage => new(good, message => refusal((T)message));

    private static string? Refused<T>(Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (SaltException e) when (e.Failure == Failure.BadRequest)
        {
            return e.Message;
        }
    }

    private static string? Refused(Action read) => Refused(() =>
    {
        read();
        return true;
    });

    private static string Fingerprint() => string.Join(':', Enumerable.Repeat("ab", 32));

    private static ByteString Json(string text) => ByteString.CopyFromUtf8(text);

    private static V1.HeldJob Held() => new() { Issuer = "master", Jid = Jid, State = "running", Pid = 7, Job = Job(), StartedUs = 5 };

    private static Job Job() => new()
    {
        Issuer = "master", Jid = Jid, Fun = "test.ping", Arg = Json("[1]"), Kwarg = Json("""{"a":1}"""), Tgt = "*", TgtType = "glob", User = "root", LimitSeconds = 5, Metadata = Json("{}"),
    };

    private static JobReturn Returned() => new()
    {
        Issuer = "master",
        Jid = Jid,
        Head = new ReturnHead { Fun = "test.ping", State = "succeeded", Success = true, StartedUs = 5, EndedUs = 6, Size = 4, Job = Job(), Pid = 7 },
        Data = Json("true"),
        Last = true,
    };
}
