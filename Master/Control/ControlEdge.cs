using System.Text.Json.Nodes;
using Salt.Master.Authority;
using Salt.Master.Jobs;
using Salt.Master.Keys;
using Salt.Master.Output;
using Salt.Master.Store;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Master.Control;

/// <summary>The one door for what operators ask: from the wire's requests to the master's own values. What breaks a rule is
/// refused as a whole, with a sentence, and has done nothing.</summary>
internal static class ControlEdge
{
    private const int TokenDaysMax = 3650;
    private const int NamesMax = 1000;

    /// <exception cref="SaltException">BadRequest.</exception>
    public static JobRequest Job(RunRequest request, Peer.Operator caller)
    {
        var check = new MessageCheck("run");
        var job = new JobRequest
        {
            Tgt = check.Text("tgt", request.Tgt, WireLimits.Target),
            TgtType = check.Name("tgt_type", request.TgtType, WireLimits.Name),
            Delimiter = Delimiter(request.Delimiter),
            Fun = check.Text("fun", request.Fun, WireLimits.Sentence),
            Arg = request.Arg.Memory,
            Kwarg = request.Kwarg.Memory,
            User = caller.User,
            Via = caller.Via,
            AcceptTimeout = TimeSpan.FromMilliseconds(request.AcceptTimeoutMs),
            LimitSeconds = request.LimitSeconds,
            Metadata = request.Metadata.Memory,
            BatchSize = request.BatchSize,
            BatchPercent = request.BatchPercent,
            BatchWait = TimeSpan.FromMilliseconds(request.BatchWaitMs),
            FailLimit = request.FailLimit,
            FailLimitPercent = request.FailLimitPercent,
            KeepFor = TimeSpan.FromSeconds(request.QueueSeconds),
        };
        // JSON is what every request is checked for before it becomes a job, the schedule's too: JobRequestRules.
        return Kept(check, job);
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static Runners.RunnerRequest Runner(V1.RunnerRequest request, Peer.Operator caller)
    {
        var check = new MessageCheck("run_runner");
        var fun = check.Name("fun", request.Fun, WireLimits.Function);
        var arg = check.Json("arg", request.Arg.Memory, JsonRule.Arguments);
        var kwarg = check.Json("kwarg", request.Kwarg.Memory, JsonRule.Members);
        var metadata = check.Json("metadata", request.Metadata.Memory, JsonRule.Members);
        if (check.Violation is { } violation) throw Refused(violation.ToString());
        return new Runners.RunnerRequest(
            fun,
            arg.IsEmpty ? [] : JsonNode.Parse(arg.Span)!.AsArray(),
            kwarg.IsEmpty ? [] : JsonNode.Parse(kwarg.Span)!.AsObject(),
            Callers.Operators,
            caller.User)
        {
            Via = caller.Via,
            Metadata = metadata.IsEmpty ? [] : JsonNode.Parse(metadata.Span)!.AsObject(),
        };
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static Jid Jid(string text)
    {
        if (!Shared.Jobs.Jid.TryParse(text, out var jid)) throw Refused($"'{Shown(text)}' is not a jid (20 digits, a UTC time)");
        return jid.Time.Year <= WireLimits.LastYear ? jid : throw Refused($"{text} is no job's: it is of a year after {WireLimits.LastYear}");
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static MinionId Id(string text) =>
        MinionId.TryParse(text, out var id) ? id : throw Refused($"'{Shown(text)}' is not a minion id ({MinionId.Rule})");

    /// <summary>Minions by name. One that is none matches nothing; to leave it out could make a list of all.</summary>
    /// <exception cref="SaltException">BadRequest.</exception>
    public static IReadOnlyList<string> Minions(IReadOnlyCollection<string> names)
    {
        if (names.Count > WireLimits.Listed) throw Refused($"{names.Count} minions are named, at most {WireLimits.Listed} are taken");
        var check = new MessageCheck("request");
        return Kept(check, names.Select(name => check.Name("minions", name, WireLimits.Name)).ToList());
    }

    /// <summary>Runner functions or modules by name.</summary>
    /// <exception cref="SaltException">BadRequest.</exception>
    public static IReadOnlyList<string> Functions(IReadOnlyCollection<string> names)
    {
        var check = new MessageCheck("request");
        check.Count("names", names.Count, NamesMax);
        return Kept(check, names.Select(name => check.Name("names", name, WireLimits.Function)).ToList());
    }

    /// <exception cref="SaltException">BadRequest: it is no single character.</exception>
    public static char? Delimiter(string text) => text.Length switch
    {
        0 => null,
        1 => text[0],
        _ => throw Refused($"the delimiter is '{Shown(text)}'; it has to be one character"),
    };

    /// <exception cref="SaltException">BadRequest.</exception>
    public static int Signal(int signal) => signal is >= 0 and <= 64 ? signal : throw Refused($"{signal} is no signal; it can be 0 to 64");

    /// <exception cref="SaltException">BadRequest.</exception>
    public static OutputRequest Output(AttachRequest request)
    {
        if (request.Minions.Count > WireLimits.Listed || request.Places.Count > WireLimits.Listed) throw Refused($"at most {WireLimits.Listed} minions can be named");
        return new OutputRequest(
            Jid(request.Jid),
            request.Minions.Select(Id).ToHashSet(),
            new OutputOffsets(request.StdoutFrom, request.StderrFrom),
            request.Places
                .DistinctBy(place => place.Minion)
                .ToDictionary(place => Id(place.Minion), place => new OutputOffsets(place.StdoutFrom, place.StderrFrom)));
    }

    /// <exception cref="SaltException">BadRequest: what cannot be read.</exception>
    public static JobQuery Query(ListJobsRequest request)
    {
        var check = new MessageCheck("list_jobs");
        check.Count("states", request.States.Count, Enum.GetValues<JobState>().Length);
        var (since, until) = (check.Time("since_us", request.SinceUs), check.Time("until_us", request.UntilUs));
        var metadata = check.Json("metadata", request.Metadata.Memory, JsonRule.Members);
        return Kept(check, new JobQuery
        {
            Limit = (int)Math.Min(request.Limit, int.MaxValue),
            Fun = check.Text("fun", request.Fun, WireLimits.Sentence),
            Tgt = check.Text("tgt", request.Tgt, WireLimits.Target),
            User = check.Name("user", request.User, WireLimits.Name),
            Minion = check.Name("minion", request.Minion, WireLimits.Name),
            States = request.States.Select(State).ToHashSet(),
            Since = check.IsKept && since > 0 ? Instants.FromUnixMicroseconds(since) : null,
            Until = check.IsKept && until > 0 ? Instants.FromUnixMicroseconds(until) : null,
            Before = request.Before.Length > 0 ? Jid(request.Before) : null,
            Metadata = metadata,
        });
    }

    /// <summary>What is to be purged by time.</summary>
    /// <exception cref="SaltException">BadRequest.</exception>
    public static DateTimeOffset Before(PurgeJobsRequest request)
    {
        var check = new MessageCheck("purge_jobs");
        var before = Kept(check, check.Time("before_us", request.BeforeUs));
        return before > 0
            ? Instants.FromUnixMicroseconds(Math.Min(before, request.BeforeUs))
            : throw Refused("purge needs jids, or the time before which jobs ended");
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static IReadOnlyList<Jid> Jids(PurgeJobsRequest request) => request.Jids.Count <= WireLimits.Listed
        ? [.. request.Jids.Select(Jid)]
        : throw Refused($"{request.Jids.Count} jids are named, at most {WireLimits.Listed} are taken");

    /// <exception cref="SaltException">BadRequest.</exception>
    public static (string Kind, string Expression, char? Delimiter) Target(MatchMinionsRequest request)
    {
        var check = new MessageCheck("match_minions");
        return Kept(check, (
            check.Name("tgt_type", request.TgtType, WireLimits.Name),
            check.Text("tgt", request.Tgt, WireLimits.Target),
            Delimiter(request.Delimiter)));
    }

    /// <summary>A name of the master's own: a schedule's entry, an event's tag.</summary>
    /// <exception cref="SaltException">BadRequest.</exception>
    public static string Name(string field, string text)
    {
        var check = new MessageCheck("request");
        return Kept(check, check.Name(field, text, WireLimits.Sentence));
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static IReadOnlyList<(MinionId Id, KeyState State, Fingerprint Key)> Keys(ChangeKeysRequest request) => request.Keys.Count <= WireLimits.Listed
        ? [.. request.Keys.Select(Key)]
        : throw Refused($"{request.Keys.Count} keys are named, at most {WireLimits.Listed} are taken");

    /// <exception cref="SaltException">BadRequest.</exception>
    public static (TimeSpan? Lifetime, MinionId? Id) Token(CreateTokenRequest request)
    {
        var lifetime = TimeSpan.FromSeconds(request.TtlSeconds);
        if (lifetime.TotalDays > TokenDaysMax) throw Refused($"a token is valid for {TokenDaysMax} days at most");
        return (request.TtlSeconds == 0 ? null : lifetime, request.Id.Length == 0 ? null : Id(request.Id));
    }

    /// <exception cref="SaltException">BadRequest.</exception>
    public static (string Name, ReadOnlyMemory<byte> SigningRequest) Operator(IssueOperatorRequest request) => request.Csr.Length is > 0 and <= SigningRequest.MaxBytes
        ? (OperatorName(request.Name), request.Csr.Memory)
        : throw Refused($"a signing request has 1 to {SigningRequest.MaxBytes} bytes");

    /// <exception cref="SaltException">BadRequest.</exception>
    public static string Operator(RevokeOperatorRequest request) => OperatorName(request.Name);

    /// <summary>The name of a key's state on the wire.</summary>
    public static string NameOf(KeyState state) => state switch
    {
        KeyState.Accepted => "accepted",
        KeyState.Pending => "pending",
        KeyState.Rejected => "rejected",
        _ => "denied",
    };

    private static string OperatorName(string text)
    {
        try
        {
            return CertificateRole.Operator(text).Name;
        }
        catch (FormatException e)
        {
            throw Refused(PlainLine.Of(e.Message, WireLimits.Name));
        }
    }

    private static (MinionId Id, KeyState State, Fingerprint Key) Key(KeyChoice choice)
    {
        foreach (var state in Enum.GetValues<KeyState>())
        {
            if (NameOf(state) == choice.State && Fingerprint.TryParse(choice.Fingerprint, out var key)) return (Id(choice.Id), state, key);
        }

        throw Refused($"the key of '{Shown(choice.Id)}' is not named by a state and a fingerprint");
    }

    private static JobState State(string name) =>
        JobStates.TryParse(name, out var state) ? state : throw Refused($"'{Shown(name)}' is not a job state");

    private static T Kept<T>(MessageCheck check, T value) => check.Violation is { } violation ? throw Refused(violation.ToString()) : value;

    private static string Shown(string text) => PlainLine.Of(text, WireLimits.Name);

    private static SaltException Refused(string sentence) => new(Failure.BadRequest, sentence);
}
