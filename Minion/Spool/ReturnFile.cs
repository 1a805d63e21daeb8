using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;
using Salt.Shared.Errors;
using Salt.Shared.Files;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The text of <c>return.json</c> once the job has ended. Scripts read it too: names are Salt's where it has one,
/// else those that Ansible's users know.</summary>
internal static class ReturnFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first bytes, which say how long the return is.</summary>
    private const int Begin = 64;

    private static ReadOnlySpan<byte> Nothing => "null}"u8;

    /// <summary>The file's text is this, then the return's JSON as it is, then a closing brace.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="command">Null: the job was no command, or never started.</param>
    public static ReadOnlyMemory<byte> Head(JobReturn end, string path, CommandRecord? command)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(text, Options);
        json.WriteStartObject();
        ResultsFile.WriteHead(json, end.Jid, path, hasStarted: end.Started is not null, end.Ret.Length);
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
        json.WriteNumber("started_us", end.Started is { } started ? started.ToUnixMicroseconds() : 0);
        json.WriteNumber("ended_us", end.Ended.ToUnixMicroseconds());
        if (end.Started is { } began) AnsibleRecord.WriteTimes(json, began, end.Ended);
        command?.Write(json);
        json.WritePropertyName("ret");
        json.Flush();
        return text.WrittenMemory;
    }

    /// <param name="command">Null: the job was no command, or never started.</param>
    /// <param name="sync">It also survives a power loss, once the folder was synced.</param>
    public static void Write(string path, JobReturn end, CommandRecord? command, bool sync) =>
        Durable.Write(path, [Head(end, path, command), end.Ret, "}"u8.ToArray()], sync);

    /// <summary>Opens a return for sending. Of a long one only the head is read.</summary>
    /// <exception cref="FormatException">The file holds no whole return.</exception>
    public static OpenReturn Open(string path)
    {
        var file = RegularFile.OpenHandle(path);
        try
        {
            var (head, start, size) = ReadHead(file);
            return new OpenReturn(OwnJson.Read(head, Read), file, start, size);
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All that the file says but the return, which reads as null.</summary>
    /// <exception cref="FormatException">The file holds no whole return.</exception>
    public static JsonObject ReadFacts(string path)
    {
        using var file = RegularFile.OpenHandle(path);
        // A script may look for any of them: all are there, or the file is none.
        return OwnJson.Read(ReadHead(file).Head, json => Read(json) is { } && JsonNode.Parse(json.GetRawText()) is { } facts ? facts.AsObject() : []);
    }

    /// <summary>The return alone.</summary>
    /// <exception cref="FormatException">The file holds no whole return.</exception>
    public static JsonNode? ReadReturn(string path)
    {
        using var opened = Open(path);
        var text = new byte[opened.Size];
        opened.Read(0, text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new FormatException(SystemErrors.OfReading(e), e);
        }
    }

    /// <returns>The text with null in place of the return, and where the return is.</returns>
    private static (ReadOnlyMemory<byte> Head, long Start, long Size) ReadHead(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var size = ReadSize(file);
        var start = length - 1 - size;
        if (size < 0 || start <= 0) throw new FormatException($"the file has {length} bytes, the return alone {size}");
        var head = new byte[start + Nothing.Length];
        if (RandomAccess.Read(file, head.AsSpan(0, (int)start), 0) < start) throw new FormatException("the file is being cut");
        Nothing.CopyTo(head.AsSpan((int)start));
        Span<byte> last = stackalloc byte[1];
        if (RandomAccess.Read(file, last, length - 1) < 1 || last[0] != '}') throw new FormatException("the return has no end");
        return (head, start, size);
    }

    private static long ReadSize(SafeFileHandle file)
    {
        Span<byte> begin = stackalloc byte[Begin];
        var reader = new Utf8JsonReader(begin[..RandomAccess.Read(file, begin, 0)], isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(ResultsFile.SizeName) && reader.Read())
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var size) ? size : throw new FormatException($"{ResultsFile.SizeName} is no size");
            }
        }
        catch (JsonException e)
        {
            throw new FormatException(SystemErrors.OfReading(e), e);
        }

        throw new FormatException($"{ResultsFile.SizeName} is missing");
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
            Started = started == 0 ? null : Instants.ExactlyFromUnixMicroseconds(started),
            Ended = Instants.ExactlyFromUnixMicroseconds(json.GetProperty("ended_us").GetInt64()),
            Ret = default,
        };
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");
}
