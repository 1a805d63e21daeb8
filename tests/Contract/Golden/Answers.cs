using System.Text.Json;
using Google.Protobuf;
using Salt.V1;

namespace Salt.Tests.Contract.Golden;

/// <summary>Messages of the wire from a case's lines: a kind, then a JSON object of the fields.</summary>
internal static class Answers
{
    public static JobEvent JobEvent(string line)
    {
        var (kind, fields) = Read(line);
        return kind switch
        {
            "submitted" => new JobEvent { Submitted = Job(fields) },
            "target" => new JobEvent { Target = Target(fields) },
            "finished" => new JobEvent { Finished = new Finished { Away = { Texts(fields, "away") }, Queued = { Texts(fields, "queued") } } },
            _ => throw new FormatException(line),
        };
    }

    public static MinionView Minion(string line)
    {
        var (_, fields) = Read(line);
        return new MinionView
        {
            Id = Text(fields, "id"),
            Up = Flag(fields, "up"),
            SinceUs = Number(fields, "since"),
            Address = Text(fields, "address"),
            Version = Text(fields, "version"),
            Duplicate = Text(fields, "duplicate"),
        };
    }

    /// <summary>Lines <c>submitted</c>, <c>target</c>, <c>minion</c> (or none) and <c>facts</c>.</summary>
    public static Explanation Explanation(IReadOnlyList<string> lines)
    {
        var facts = Read(lines.Single(line => line.StartsWith("facts ", StringComparison.Ordinal))).Fields;
        return new Explanation
        {
            Job = JobEvent(lines[0]).Submitted,
            Target = JobEvent(lines[1]).Target,
            Minion = lines.Where(line => line.StartsWith("minion ", StringComparison.Ordinal)).Select(Minion).SingleOrDefault(),
            Via = Text(facts, "via"),
            HeardUs = Number(facts, "heard"),
            NowUs = Number(facts, "now"),
        };
    }

    /// <summary>Lines <c>purged {count, active}</c> and <c>refused {jid, message}</c>.</summary>
    public static PurgeJobsReply Purged(IReadOnlyList<string> lines)
    {
        var counts = Read(lines[0]).Fields;
        var reply = new PurgeJobsReply { Purged = (uint)Number(counts, "count"), Active = (uint)Number(counts, "active") };
        reply.Refused.AddRange(lines.Skip(1).Select(Read).Select(line =>
            new PurgeRefusal { Jid = Text(line.Fields, "jid"), Message = Text(line.Fields, "message") }));
        return reply;
    }

    public static Event Event(string line)
    {
        var (tag, fields) = Read(line);
        return new Event { Tag = tag, Data = ByteString.CopyFromUtf8(fields.GetRawText()) };
    }

    public static OutputPiece OutputPiece(string line)
    {
        var (kind, fields) = Read(line);
        return kind switch
        {
            "attached" => new OutputPiece { Attached = new AttachedJob { Job = Job(fields), Minions = { Texts(fields, "targets") } } },
            "printed" => new OutputPiece { Printed = Printed(fields) },
            "away" => new OutputPiece { Away = new MinionAway { Minion = Text(fields, "minion"), SinceUs = Number(fields, "since") } },
            "back" => new OutputPiece { Back = new MinionBack { Minion = Text(fields, "minion") } },
            "end" => new OutputPiece { End = End(fields) },
            _ => throw new FormatException(line),
        };
    }

    private static PrintedBytes Printed(JsonElement fields) => new()
    {
        Minion = Text(fields, "minion"),
        Stream = Text(fields, "stream") is { Length: > 0 } stream ? stream : "stdout",
        Offset = (ulong)Number(fields, "offset"),
        Data = ByteString.CopyFromUtf8(Text(fields, "text")),
    };

    private static OutputEnd End(JsonElement fields) => new()
    {
        Target = Target(fields),
        StdoutSize = (ulong)Number(fields, "stdout"),
        StderrSize = (ulong)Number(fields, "stderr"),
        Absent = Flag(fields, "absent"),
        Printed = (ulong)Number(fields, "printed"),
    };

    private static JobView Job(JsonElement fields) => new()
    {
        Jid = Text(fields, "jid"),
        Fun = Text(fields, "fun"),
        Arg = Raw(fields, "arg"),
        Kwarg = Raw(fields, "kwarg"),
        Tgt = Text(fields, "tgt"),
        TgtType = Text(fields, "tgt_type"),
        User = Text(fields, "user"),
        Metadata = Raw(fields, "metadata"),
        Targets = { Texts(fields, "targets") },
        BatchSize = (uint)Number(fields, "batch_size"),
        BatchWaitMs = (uint)Number(fields, "batch_wait_ms"),
        FailLimit = (uint)Number(fields, "fail_limit"),
        TargetCount = (uint)Number(fields, "count"),
        AcceptTimeoutMs = (uint)Number(fields, "accept_ms"),
        ExpiresUs = Number(fields, "expires"),
        EndedUs = Number(fields, "ended"),
        States = { Counts(fields, "states") },
    };

    private static IEnumerable<StateCount> Counts(JsonElement fields, string name) => fields.TryGetProperty(name, out var counts)
        ? counts.EnumerateObject().Select(count => new StateCount { State = count.Name, Count = count.Value.GetUInt32() })
        : [];

    private static TargetView Target(JsonElement fields) => new()
    {
        Minion = Text(fields, "minion"),
        State = Text(fields, "state"),
        Pid = (int)Number(fields, "pid"),
        Place = (uint)Number(fields, "place"),
        Retcode = (int)Number(fields, "retcode"),
        Success = Text(fields, "state") == "succeeded",
        Ret = Raw(fields, "ret"),
        Reason = Text(fields, "reason"),
        StartedUs = Number(fields, "started"),
        EndedUs = Number(fields, "ended"),
        Signal = (int)Number(fields, "signal"),
        By = Text(fields, "by"),
        LeftRunning = (uint)Number(fields, "left_running"),
        AwaySinceUs = Number(fields, "away_since"),
        OfferedUs = Number(fields, "offered"),
        AcceptedUs = Number(fields, "accepted"),
        StoredUs = Number(fields, "stored"),
        OutputBytes = (ulong)Number(fields, "output_bytes"),
        ResultsFile = Text(fields, "results_file"),
    };

    private static (string Kind, JsonElement Fields) Read(string line)
    {
        var space = line.IndexOf(' ');
        return (line[..space], JsonDocument.Parse(line[space..]).RootElement);
    }

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static long Number(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static bool Flag(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.GetBoolean();

    private static ByteString Raw(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? ByteString.CopyFromUtf8(value.GetRawText()) : ByteString.Empty;

    private static IEnumerable<string> Texts(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? value.EnumerateArray().Select(item => item.GetString()!) : [];
}
