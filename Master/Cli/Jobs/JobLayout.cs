using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Salt.Cli.Run;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>Jobs as Salt's <c>jobs</c> runner lays them out. Values in, JSON out.</summary>
internal static class JobLayout
{
    /// <summary>One job of <c>jobs.list_jobs</c>, or of <c>jobs.list_jobs_filter</c>, which names it inside.</summary>
    public static void WriteListed(Utf8JsonWriter json, JobView job, bool withJid = false)
    {
        json.WriteStartObject();
        WriteHead(json, job);
        if (withJid) json.WriteString("JID", job.Jid);
        WriteStart(json, job.Jid);
        json.WriteEndObject();
    }

    /// <summary>One job of <c>jobs.active</c>, and what Salt does not know: who waits for what, and who is away.</summary>
    public static void WriteActive(Utf8JsonWriter json, JobSnapshot snapshot)
    {
        var byState = snapshot.Targets.ToLookup(target => JobStates.Parse(target.State));
        json.WriteStartObject();
        WriteHead(json, snapshot.Job);
        WriteStart(json, snapshot.Job.Jid);
        WriteEach(json, "Running", byState[JobState.Running], target => json.WriteNumber(target.Minion, target.Pid));
        json.WriteStartArray("Returned");
        foreach (var target in snapshot.Targets.Where(target => JobStates.Parse(target.State).IsEnd()))
            json.WriteStringValue(target.Minion);
        json.WriteEndArray();
        var waiting = snapshot.Targets
            .Where(target => JobStates.Parse(target.State) < JobState.Running).ToList();
        if (waiting.Count > 0)
            WriteEach(json, "Waiting", waiting, target => json.WriteString(target.Minion, Waiting(snapshot.Job, target)));
        var away = snapshot.Targets.Where(target => target.AwaySinceUs > 0).ToList();
        if (away.Count > 0)
            WriteEach(json, "Away", away, target => json.WriteString(target.Minion, Iso(target.AwaySinceUs)));
        json.WriteEndObject();
    }

    /// <summary>A job of <c>jobs.list_job</c> and <c>jobs.print_job</c>, as members of the object that is open.</summary>
    public static void WriteFull(Utf8JsonWriter json, JobSnapshot snapshot, Action<Utf8JsonWriter> writeResult)
    {
        WriteHead(json, snapshot.Job);
        json.WriteStartArray("Minions");
        foreach (var minion in snapshot.Job.Targets.Order(StringComparer.Ordinal)) json.WriteStringValue(minion);
        json.WriteEndArray();
        WriteStart(json, snapshot.Job.Jid);
        json.WritePropertyName("Result");
        writeResult(json);
    }

    public static string StartTime(string jid) => Jid.TryParse(jid, out var parsed)
        ? parsed.Time.ToString("yyyy, MMM dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
        : "";

    /// <summary>An instant of the wire in ISO 8601, to the microsecond.</summary>
    public static string Iso(long microseconds) => Sentences.TimeOf(microseconds).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    // Why it waits, as far as the master or the minion knows.
    private static string Waiting(JobView job, TargetView target) => target switch
    {
        { Place: > 0 } => $"{target.State}, place {target.Place}",
        { State: "queued" } when job.ExpiresUs > 0 => $"{target.State} until {Iso(job.ExpiresUs)}",
        _ => target.State,
    };

    private static void WriteFlow(Utf8JsonWriter json, JobView job)
    {
        if (job.BatchSize > 0 || job.FailLimit > 0)
        {
            json.WriteStartObject("Batch");
            if (job.BatchSize > 0) json.WriteNumber("size", job.BatchSize);
            if (job.BatchWaitMs > 0) json.WriteNumber("wait", job.BatchWaitMs / 1000m);
            if (job.FailLimit > 0) json.WriteNumber("fail_limit", job.FailLimit);
            json.WriteEndObject();
        }

        if (job.ExpiresUs > 0) json.WriteString("Expires", Iso(job.ExpiresUs));
    }

    private static void WriteHead(Utf8JsonWriter json, JobView job)
    {
        json.WriteString("Function", job.Fun);
        json.WriteStartArray("Arguments");
        if (job.Arg.Length > 0)
        {
            var arguments = JsonText.Foreign(job.Arg.Memory);
            if (arguments.ValueKind != JsonValueKind.Array) arguments.WriteTo(json);
            else foreach (var argument in arguments.EnumerateArray()) argument.WriteTo(json);
        }

        if (HasMembers(job.Kwarg)) JsonText.Foreign(job.Kwarg.Memory).WriteTo(json);
        json.WriteEndArray();
        json.WriteString("Target", job.Tgt);
        json.WriteString("Target-type", job.TgtType);
        json.WriteString("User", job.User);
        WriteFlow(json, job);
        if (!HasMembers(job.Metadata)) return;
        json.WritePropertyName("Metadata");
        JsonText.Foreign(job.Metadata.Memory).WriteTo(json);
    }

    private static void WriteStart(Utf8JsonWriter json, string jid) => json.WriteString("StartTime", StartTime(jid));

    private static void WriteEach(
        Utf8JsonWriter json, string name, IEnumerable<TargetView> targets, Action<TargetView> writeMember)
    {
        json.WriteStartArray(name);
        foreach (var target in targets)
        {
            json.WriteStartObject();
            writeMember(target);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool HasMembers(ByteString bytes) =>
        bytes.Length > 0 && (JsonText.Foreign(bytes.Memory) is not { ValueKind: JsonValueKind.Object } members || members.EnumerateObject().Any());
}
