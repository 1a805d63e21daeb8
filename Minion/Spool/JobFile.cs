using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Salt.Minion.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The text of <c>job.json</c>. Arguments keep their bytes.</summary>
internal static class JobFile
{
    public static byte[] Format(SpooledJob spooled)
    {
        var job = spooled.Job;
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("format", JobFolder.Format);
            json.WriteString("issuer", job.Issuer);
            json.WriteString("jid", job.Jid.ToString());
            json.WriteString("fun", job.Fun);
            WriteRaw(json, "arg", job.Arg);
            WriteRaw(json, "kwarg", job.Kwarg);
            json.WriteString("tgt", job.Tgt);
            json.WriteString("tgt_type", job.TgtType);
            json.WriteString("user", job.User);
            if (job.Limit is { } limit) json.WriteNumber("limit_ms", (long)limit.TotalMilliseconds);
            if (spooled.OwnTimeout is { } timeout) json.WriteNumber("timeout_ms", (long)timeout.TotalMilliseconds);
            WriteRaw(json, "metadata", job.Metadata);
            if (job.Schedule is { } schedule)
            {
                json.WriteString("schedule", schedule.Name);
                json.WriteBoolean("return_job", schedule.ReturnsJob);
                if (!schedule.IsListed) json.WriteBoolean("jid_include", false);
            }

            json.WriteString("boot_id", spooled.BootId);
            json.WriteNumber("accepted_us", spooled.Accepted.ToUnixMicroseconds());
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">The text is not a whole job, or of a layout newer than ours.</exception>
    public static SpooledJob Parse(ReadOnlyMemory<byte> text) => OwnJson.Read(text, Read);

    private static SpooledJob Read(JsonElement json)
    {
        var format = json.GetProperty("format").GetInt32();
        if (format > JobFolder.Format) throw new FormatException($"layout {format} is newer than this program's {JobFolder.Format}");

        var job = new PublishedJob(
            Text(json, "issuer"),
            Jid.Parse(Text(json, "jid")),
            Text(json, "fun"),
            Raw(json, "arg"),
            Raw(json, "kwarg"),
            Text(json, "tgt"),
            Text(json, "tgt_type"),
            Text(json, "user"),
            Duration(json, "limit_ms"),
            Raw(json, "metadata"))
        {
            Schedule = json.TryGetProperty("schedule", out var name)
                ? new ScheduleTag(name.GetString() ?? "", json.GetProperty("return_job").GetBoolean()) { IsListed = !json.TryGetProperty("jid_include", out var listed) || listed.GetBoolean() }
                : null,
        };
        return new SpooledJob(
            job,
            Text(json, "boot_id"),
            Duration(json, "timeout_ms"),
            Instants.ExactlyFromUnixMicroseconds(json.GetProperty("accepted_us").GetInt64()));
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty) return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span);
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static ReadOnlyMemory<byte> Raw(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? JsonMarshal.GetRawUtf8Value(value).ToArray() : default;

    private static TimeSpan? Duration(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? TimeSpan.FromMilliseconds(value.GetInt64()) : null;
}
