using System.Text;
using Google.Protobuf;

namespace Salt.Tests.Unit.Validation;

/// <summary>For every field that a peer can fill in: what is refused there, and what is not.</summary>
internal static class FieldRules
{
    private const string Escape = "\u001b[31m";

    private static readonly string Half = "a" + (char)0xd800;
    private static readonly string Long = new('x', 5000);
    private static readonly FieldRule Issuer = new(["", Escape, new string('x', 254), Half], []);
    private static readonly FieldRule Jid = new(["", "12", "99991231235959999999", "20261332000000000000", "../../../etc/passwd0", Escape], []);
    private static readonly FieldRule State = new(["", "nonsense", Escape], []);
    private static readonly FieldRule Name = new([Escape, Long, "a\nb", Half], [""]);
    private static readonly FieldRule Text = new(["a\0b", Half], ["", "a\nb"]);
    private static readonly FieldRule Sentence = new([], [Escape, Long, Half]);
    private static readonly FieldRule Id = new(["", "-x", "../x", Escape, Long], []);
    private static readonly FieldRule Time = new([-1L, long.MinValue, 1L << 62], [0L]);
    private static readonly FieldRule Count = new([-1, int.MinValue], [0]);
    private static readonly FieldRule Place = new([uint.MaxValue], [0u]);
    private static readonly FieldRule Size = new([ulong.MaxValue], []);
    private static readonly FieldRule Any = new([], [0UL]);
    private static readonly FieldRule AnyOffset = new([], [long.MinValue, long.MaxValue]);
    private static readonly FieldRule AnyNumber = new([], [uint.MaxValue]);
    private static readonly FieldRule AnyInteger = new([], [int.MinValue, int.MaxValue]);
    private static readonly FieldRule Flag = new([], [true, false]);
    private static readonly FieldRule Arguments = new(BadJson("{}", "true"), [Json("[]"), ByteString.Empty]);
    private static readonly FieldRule Members = new(BadJson("[]", "true"), [Json("{}"), ByteString.Empty]);
    private static readonly FieldRule ShownArguments = new([], [.. Arguments.Bad, .. Arguments.Harmless]);
    private static readonly FieldRule ShownMembers = new([], [.. Members.Bad, .. Members.Harmless]);
    private static readonly FieldRule Grains = new([.. BadJson("[]", "true"), ByteString.Empty], [Json("{}")]);
    private static readonly FieldRule Return = new(BadJson(new string('[', 961) + new string(']', 961)), [Json(new string('[', 960) + new string(']', 960)), ByteString.Empty, Json("null")]);
    private static readonly FieldRule Certificate = new([ByteString.CopyFrom(new byte[5000])], []);

    /// <summary>By message and path.</summary>
    public static IReadOnlyDictionary<string, FieldRule> All { get; } = new Dictionary<string, FieldRule>
    {
        ["Hello.version"] = Name,
        ["Hello.protocol"] = AnyNumber,
        ["Hello.machine_id"] = Name,
        ["Hello.boot_id"] = Name,
        ["Hello.grains"] = Grains,
        ["Hello.jobs.issuer"] = Issuer,
        ["Hello.jobs.jid"] = Jid,
        ["Hello.jobs.state"] = State,
        ["Hello.jobs.pid"] = Count,
        ["Hello.jobs.place"] = Place,
        ["Hello.jobs.job.issuer"] = new(["another"], [""]),
        ["Hello.jobs.job.jid"] = new(["20260704120000000004", "12"], [""]),
        ["Hello.jobs.job.fun"] = Name,
        ["Hello.jobs.job.arg"] = ShownArguments,
        ["Hello.jobs.job.kwarg"] = ShownMembers,
        ["Hello.jobs.job.tgt"] = Text,
        ["Hello.jobs.job.tgt_type"] = Name,
        ["Hello.jobs.job.user"] = Name,
        ["Hello.jobs.job.limit_seconds"] = AnyNumber,
        ["Hello.jobs.job.metadata"] = ShownMembers,
        ["Hello.jobs.started_us"] = Time,
        ["Hello.fresh"] = Flag,
        ["Hello.jobs_folder"] = Sentence,
        ["Grains.grains"] = Grains,
        ["JobUpdate.issuer"] = Issuer,
        ["JobUpdate.jid"] = Jid,
        ["JobUpdate.state"] = new(["", "nonsense", "succeeded", "offered"], ["accepted"]),
        ["JobUpdate.place"] = Place,
        ["JobUpdate.pid"] = Count,
        ["JobUpdate.started_us"] = Time,
        ["JobUpdate.job.issuer"] = new(["another"], [""]),
        ["JobUpdate.job.jid"] = new(["20260704120000000004", "12"], [""]),
        ["JobUpdate.job.fun"] = Name,
        ["JobUpdate.job.arg"] = ShownArguments,
        ["JobUpdate.job.kwarg"] = ShownMembers,
        ["JobUpdate.job.tgt"] = Text,
        ["JobUpdate.job.tgt_type"] = Name,
        ["JobUpdate.job.user"] = Name,
        ["JobUpdate.job.limit_seconds"] = AnyNumber,
        ["JobUpdate.job.metadata"] = ShownMembers,
        ["RunOver.jid"] = Jid,
        ["JobReturn.issuer"] = Issuer,
        ["JobReturn.jid"] = Jid,
        ["JobReturn.head.fun"] = Name,
        ["JobReturn.head.state"] = new(["", "nonsense", "running", "undelivered"], ["lost"]),
        ["JobReturn.head.retcode"] = AnyInteger,
        ["JobReturn.head.success"] = Flag,
        ["JobReturn.head.reason"] = Sentence,
        ["JobReturn.head.started_us"] = Time,
        ["JobReturn.head.ended_us"] = Time,
        ["JobReturn.head.size"] = Size,
        ["JobReturn.head.signal"] = new([-1, 65], [9]),
        ["JobReturn.head.by"] = Sentence,
        ["JobReturn.head.left_running"] = Place,
        ["JobReturn.head.output_bytes"] = Size,
        ["JobReturn.head.job.issuer"] = new(["another"], []),
        ["JobReturn.head.job.jid"] = new(["20260704120000000004", "12"], []),
        ["JobReturn.head.job.fun"] = Name,
        ["JobReturn.head.job.arg"] = Arguments,
        ["JobReturn.head.job.kwarg"] = Members,
        ["JobReturn.head.job.tgt"] = Text,
        ["JobReturn.head.job.tgt_type"] = Name,
        ["JobReturn.head.job.user"] = Name,
        ["JobReturn.head.job.limit_seconds"] = AnyNumber,
        ["JobReturn.head.job.metadata"] = Members,
        ["JobReturn.head.pid"] = Count,
        ["JobReturn.data"] = Return,
        ["JobReturn.last"] = Flag,
        ["OutputChunk.reader"] = Any,
        ["OutputChunk.stream"] = new(["", "stdin", Escape], ["stderr"]),
        ["OutputChunk.offset"] = Size,
        ["OutputChunk.data"] = new([], [ByteString.CopyFrom(0xff, 0)]),
        ["OutputChunk.last"] = Flag,
        ["OutputChunk.stdout_size"] = Size,
        ["OutputChunk.stderr_size"] = Size,
        ["OutputChunk.absent"] = Flag,
        ["EnrollRequest.id"] = Name,
        ["EnrollRequest.csr"] = Certificate,
        ["EnrollRequest.token"] = Name,
        ["EnrollRequest.machine_id"] = Name,
        ["RenewRequest.csr"] = Certificate,
        ["PillarRequest.grains"] = Members,
        ["PillarRequest.pillarenv"] = Name,
        ["ListFilesRequest.saltenv"] = Name,
        ["GetFileRequest.saltenv"] = Name,
        ["GetFileRequest.path"] = new(["a\0b", Long], []),
        ["GetFileRequest.sha256"] = new([ByteString.CopyFrom(new byte[33])], []),

        ["Welcome.master"] = Issuer,
        ["Welcome.version"] = Sentence,
        ["Welcome.protocol"] = AnyNumber,
        ["Welcome.heartbeat_ms"] = new([0u, uint.MaxValue], [1000u]),
        ["Welcome.credit"] = new([uint.MaxValue], [0u]),
        ["Offer.job.issuer"] = Issuer,
        ["Offer.job.jid"] = Jid with { Bad = [.. Jid.Bad, "20260704120000000001"] },
        ["Offer.job.fun"] = Name,
        ["Offer.job.arg"] = Arguments,
        ["Offer.job.kwarg"] = Members,
        ["Offer.job.tgt"] = Text,
        ["Offer.job.tgt_type"] = Name,
        ["Offer.job.user"] = Name,
        ["Offer.job.limit_seconds"] = AnyNumber,
        ["Offer.job.metadata"] = Members,
        ["Start.issuer"] = Issuer,
        ["Start.jid"] = Jid,
        ["Withdraw.issuer"] = Issuer,
        ["Withdraw.jid"] = Jid,
        ["Stored.issuer"] = Issuer,
        ["Stored.jid"] = Jid,
        ["ReadOutput.reader"] = Any,
        ["ReadOutput.issuer"] = Issuer,
        ["ReadOutput.jid"] = Jid,
        ["ReadOutput.stdout_from"] = AnyOffset,
        ["ReadOutput.stderr_from"] = AnyOffset,
        ["ReadOutput.credit"] = AnyNumber,
        ["ComeBackLater.after_ms"] = AnyNumber,
        ["ComeBackLater.reason"] = Sentence,
        ["PillarReply.pillar"] = Members,
        ["PillarReply.fault"] = Sentence,
        ["ListFilesReply.files.path"] = new(["/etc/passwd", "../x", "a\0b", Half], []),
        ["ListFilesReply.files.sha256"] = new([ByteString.Empty, ByteString.CopyFrom(new byte[31])], []),
        ["ListFilesReply.files.size"] = new([-1L], [0L]),
        ["ListFilesReply.files.executable"] = Flag,
        ["ListFilesReply.environments"] = Sentence,

        ["RunRequest.tgt"] = Text,
        ["RunRequest.tgt_type"] = Name,
        ["RunRequest.fun"] = new(["", Escape, "a b", Long, "a\0b"], []),
        ["RunRequest.arg"] = Arguments,
        ["RunRequest.kwarg"] = Members,
        ["RunRequest.accept_timeout_ms"] = AnyNumber,
        ["RunRequest.limit_seconds"] = AnyNumber,
        ["RunRequest.metadata"] = Members,
        ["RunRequest.submit_only"] = Flag,
        ["RunRequest.batch_size"] = AnyNumber,
        ["RunRequest.batch_percent"] = new([101u], [100u]),
        ["RunRequest.batch_wait_ms"] = AnyNumber,
        ["RunRequest.fail_limit"] = AnyNumber,
        ["RunRequest.fail_limit_percent"] = new([101u], [100u]),
        ["RunRequest.queue_seconds"] = AnyNumber,
        ["RunRequest.accept_only"] = Flag,
        ["RunRequest.delimiter"] = new(["::", Long], ["|"]),
        ["FollowRequest.jid"] = Jid,
        ["ListJobsRequest.limit"] = AnyNumber,
        ["ListJobsRequest.fun"] = new(["a\0b", Half, Long], []),
        ["ListJobsRequest.tgt"] = Text,
        ["ListJobsRequest.user"] = Name,
        ["ListJobsRequest.states"] = State,
        ["ListJobsRequest.since_us"] = Time,
        ["ListJobsRequest.until_us"] = Time,
        ["ListJobsRequest.metadata"] = Members,
        ["ListJobsRequest.before"] = new(["12", "99991231235959999999"], [""]),
        ["ListJobsRequest.minion"] = Name,
        ["ListJobsRequest.with_states"] = Flag,
        ["ShowJobRequest.jid"] = Jid,
        ["ShowJobRequest.without_returns"] = Flag,
        ["ShowJobRequest.minions"] = Name,
        ["ExplainJobRequest.jid"] = Jid,
        ["ExplainJobRequest.minion"] = Id,
        ["PurgeJobsRequest.jids"] = Jid,
        ["PurgeJobsRequest.before_us"] = new([-1L, 1L << 62], []),
        ["CancelRequest.jid"] = Jid,
        ["CancelRequest.minions"] = Name,
        ["CancelRequest.signal"] = new([-1, 65], [9]),
        ["ListMinionsRequest.with_grains"] = Flag,
        ["MatchMinionsRequest.tgt"] = Text,
        ["MatchMinionsRequest.tgt_type"] = Name,
        ["MatchMinionsRequest.delimiter"] = new(["::"], [""]),
        ["ShowPillarRequest.minion"] = Id,
        ["ShowScheduleRequest.entry"] = new([Escape, Long, Half], []),
        ["ShowScheduleRequest.times"] = AnyNumber,
        ["RunnerRequest.fun"] = Name,
        ["RunnerRequest.arg"] = Arguments,
        ["RunnerRequest.kwarg"] = Members,
        ["RunnerRequest.unrecorded"] = Flag,
        ["RunnerRequest.metadata"] = Members,
        ["DescribeRunnersRequest.names"] = Name,
        ["ListKeysRequest.with_pem"] = Flag,
        ["ChangeKeysRequest.change"] = new([], []),
        ["ChangeKeysRequest.keys.id"] = Id,
        ["ChangeKeysRequest.keys.state"] = State,
        ["ChangeKeysRequest.keys.fingerprint"] = new(["", "ab", Escape, Long], []),
        ["CreateTokenRequest.ttl_seconds"] = new([uint.MaxValue], [0u]),
        ["CreateTokenRequest.id"] = new(["-x", Escape], [""]),
        ["IssueOperatorRequest.name"] = new(["", "-x", "a b", Escape, Long], []),
        ["IssueOperatorRequest.csr"] = new([], []),
        ["RevokeOperatorRequest.name"] = new(["", "-x", "a b", Escape, Long], []),
        ["EventsRequest.tag"] = new([Escape, Long, Half], [""]),
        ["AttachRequest.jid"] = Jid,
        ["AttachRequest.minions"] = Id,
        ["AttachRequest.stdout_from"] = AnyOffset,
        ["AttachRequest.stderr_from"] = AnyOffset,
        ["AttachRequest.places.minion"] = Id,
        ["AttachRequest.places.stdout_from"] = AnyOffset,
        ["AttachRequest.places.stderr_from"] = AnyOffset,

        // Taken by the stream's own loops, which only add and compare.
        ["Heartbeat.sequence"] = Any,
        ["Credit.returns"] = AnyNumber,
        ["StopReading.reader"] = Any,
        ["StopReading.at_end"] = Flag,
        ["OutputCredit.reader"] = Any,
        ["OutputCredit.bytes"] = AnyNumber,
        ["FilePiece.data"] = new([], []),

        // A certificate is judged by what reads it, and a fingerprint is only shown.
        ["EnrollReply.state"] = new([], []),
        ["EnrollReply.certificate"] = new([], []),
        ["EnrollReply.ca_certificate"] = new([], []),
        ["EnrollReply.fingerprint"] = Sentence,
        ["EnrollReply.retry_after_ms"] = AnyNumber,
        ["EnrollReply.message"] = Sentence,
        ["RenewReply.certificate"] = new([], []),
    };

    private static object[] BadJson(params string[] shapes) =>
    [
        .. shapes.Select(Json),
        Json("nonsense"), Json("[1"), Json("""[{"a":1,"a":2}]"""), Json("""{"a":1,"a":2}"""), Json("""["\ud800"]"""), Json("""{"a":"\udc00"}"""),
        Json(new string('[', 2000)), Json("[" + new string('1', 5000) + "]"), Json($"{{\"a\":{new string('[', 961)}{new string(']', 961)}}}"),
        ByteString.CopyFrom((byte)'[', (byte)'"', 0xff, (byte)'"', (byte)']'), ByteString.CopyFrom((byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}'),
    ];

    private static ByteString Json(string text) => ByteString.CopyFrom(Encoding.UTF8.GetBytes(text));
}
