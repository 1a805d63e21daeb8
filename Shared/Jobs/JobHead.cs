using System.Globalization;
using System.Text.Json;
using Salt.Shared.Output;

namespace Salt.Shared.Jobs;

/// <summary>What a job was asked to be, as every list of jobs shows it in Salt's words.</summary>
/// <param name="Arg">A JSON array, UTF-8, or empty.</param>
/// <param name="Kwarg">A JSON object, UTF-8, or empty.</param>
/// <param name="Metadata">Likewise.</param>
public sealed record JobHead(
    string Jid,
    string Fun,
    ReadOnlyMemory<byte> Arg,
    ReadOnlyMemory<byte> Kwarg,
    string Tgt,
    string TgtType,
    string User,
    ReadOnlyMemory<byte> Metadata)
{
    private const string UserMember = "User";
    private const string MetadataMember = "Metadata";

    /// <summary>How many targets run at once; 0: all.</summary>
    public uint BatchSize { get; init; }

    public TimeSpan BatchWait { get; init; }

    /// <summary>No target starts once so many failed; 0: there is no such number.</summary>
    public uint FailLimit { get; init; }

    /// <summary>Microseconds since the epoch, until when it is kept for minions that are away; 0: it is not kept.</summary>
    public long ExpiresUs { get; init; }

    /// <summary>Salt's form of the time in a jid; empty: it is no jid.</summary>
    public static string StartTime(string jid) => Jobs.Jid.TryParse(jid, out var parsed)
        ? parsed.Time.ToString("yyyy, MMM dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
        : "";

    /// <summary>One job of <c>jobs.list_jobs</c>, or of <c>jobs.list_jobs_filter</c>, which names it inside.</summary>
    public void WriteListed(Utf8JsonWriter json, bool withJid = false)
    {
        json.WriteStartObject();
        Write(json);
        if (withJid) json.WriteString("JID", Jid);
        WriteStart(json);
        json.WriteEndObject();
    }

    /// <summary>Function, arguments, target, user and what else was asked for, as members of the object that is open.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("Function", Fun);
        WriteArguments(json, "Arguments");
        json.WriteString("Target", Tgt);
        json.WriteString("Target-type", TgtType);
        json.WriteString(UserMember, User);
        WriteFlow(json);
        if (!HasMembers(Metadata)) return;
        json.WritePropertyName(MetadataMember);
        JsonText.Foreign(Metadata).WriteTo(json);
    }

    /// <summary>A member of the object that is open: arguments by place, then, if there are any, a map of those by name.</summary>
    public void WriteArguments(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        if (Arg.Length > 0)
        {
            var arguments = JsonText.Foreign(Arg);
            if (arguments.ValueKind != JsonValueKind.Array) arguments.WriteTo(json);
            else foreach (var argument in arguments.EnumerateArray()) argument.WriteTo(json);
        }

        if (HasMembers(Kwarg)) JsonText.Foreign(Kwarg).WriteTo(json);
        json.WriteEndArray();
    }

    public void WriteStart(Utf8JsonWriter json) => json.WriteString("StartTime", StartTime(Jid));

    private static bool HasMembers(ReadOnlyMemory<byte> bytes) =>
        bytes.Length > 0 && (JsonText.Foreign(bytes) is not { ValueKind: JsonValueKind.Object } members || members.EnumerateObject().Any());

    private void WriteFlow(Utf8JsonWriter json)
    {
        if (BatchSize > 0 || FailLimit > 0)
        {
            json.WriteStartObject("Batch");
            if (BatchSize > 0) json.WriteNumber("size", BatchSize);
            if (BatchWait > TimeSpan.Zero) json.WriteNumber("wait", (long)BatchWait.TotalMilliseconds / 1000m);
            if (FailLimit > 0) json.WriteNumber("fail_limit", FailLimit);
            json.WriteEndObject();
        }

        if (ExpiresUs > 0) json.WriteString("Expires", Instants.Iso(ExpiresUs));
    }
}
