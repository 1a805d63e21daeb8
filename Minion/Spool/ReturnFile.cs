using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The text of <c>return.json</c> once the job has ended. Scripts read it too: names are Salt's where it has one,
/// else those that Ansible's users know.</summary>
internal static class ReturnFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="path">Where the file is.</param>
    /// <param name="command">Null: the job was no command, or never started.</param>
    public static ReadOnlySpan<byte> Format(JobReturn end, string path, CommandRecord? command)
    {
        var size = 1024 + end.Ret.Length + (3 * ((command?.Stdout.Length ?? 0) + (command?.Stderr.Length ?? 0)));
        var text = new ArrayBufferWriter<byte>(size);
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            ResultsFile.WriteHead(json, end.Jid, path, hasStarted: end.Started is not null, isFinished: true);
            json.WriteNumber("format", JobFolder.Format);
            json.WriteString("issuer", end.Issuer);
            json.WriteString("fun", end.Fun);
            json.WriteString("state", end.State.ToName());
            json.WriteBoolean("success", end.State == JobState.Succeeded);
            json.WriteNumber("retcode", end.Retcode);
            json.WriteString("reason", end.Reason);
            json.WriteNumber("signal", end.Signal);
            json.WriteString("by", end.By);
            json.WriteNumber("pid", end.Pid);
            json.WriteNumber("left_running", end.LeftRunning);
            json.WriteNumber("output_bytes", end.OutputBytes);
            json.WriteNumber("started_us", end.Started is { } started ? Microseconds.From(started) : 0);
            json.WriteNumber("ended_us", Microseconds.From(end.Ended));
            WriteTimes(json, end);
            command?.Write(json);
            json.WritePropertyName("ret");
            json.WriteRawValue(end.Ret.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        return text.WrittenSpan;
    }

    /// <exception cref="FormatException">The text is not a whole return.</exception>
    public static JobReturn Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static void WriteTimes(Utf8JsonWriter json, JobReturn end)
    {
        if (end.Started is not { } started) return;
        json.WriteString("start", PythonTime.Instant(started));
        json.WriteString("end", PythonTime.Instant(end.Ended));
        json.WriteString("delta", PythonTime.Duration(end.Ended - started));
    }

    private static JobReturn Read(JsonElement json)
    {
        var started = json.GetProperty("started_us").GetInt64();
        return new JobReturn
        {
            Issuer = Text(json, "issuer"),
            Jid = Jid.Parse(Text(json, "jid")),
            Fun = Text(json, "fun"),
            State = JobStates.Parse(Text(json, "state")),
            Retcode = json.GetProperty("retcode").GetInt32(),
            Reason = Text(json, "reason"),
            Signal = json.GetProperty("signal").GetInt32(),
            By = Text(json, "by"),
            Pid = json.GetProperty("pid").GetInt32(),
            LeftRunning = json.GetProperty("left_running").GetInt32(),
            OutputBytes = json.GetProperty("output_bytes").GetInt64(),
            Started = started == 0 ? null : Microseconds.ToTime(started),
            Ended = Microseconds.ToTime(json.GetProperty("ended_us").GetInt64()),
            Ret = JsonMarshal.GetRawUtf8Value(json.GetProperty("ret")).ToArray(),
        };
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");
}
