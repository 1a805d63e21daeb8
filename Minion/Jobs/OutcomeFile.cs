using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Files;
using Salt.Shared.Validation;

namespace Salt.Minion.Jobs;

/// <summary>How a worker hands its function's outcome to the daemon: <c>outcome.json</c> in the job's folder, there
/// whole or not at all. Of several functions it holds those that are done.</summary>
internal static class OutcomeFile
{
    /// <summary>More than a return may have: whoever sends it says so.</summary>
    private const int Depth = WireLimits.ReturnDepth + 40;

    private static readonly JsonDocumentOptions Readable = new() { MaxDepth = Depth };

    public static void Write(JobFolder folder, Outcome outcome)
    {
        var text = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { MaxDepth = Depth }))
        {
            json.WriteStartObject();
            json.WriteNumber("retcode", outcome.Retcode);
            if (outcome.Reason.Length > 0) json.WriteString("reason", outcome.Reason);
            json.WritePropertyName("ret");
            if (outcome.Return is null) json.WriteNullValue();
            else outcome.Return.WriteTo(json);
            json.WriteEndObject();
        }

        Durable.Write(folder.Outcome, text.WrittenSpan, sync: false);
    }

    /// <returns>Null: the worker did not come to write one.</returns>
    public static Outcome? Read(JobFolder folder)
    {
        if (!File.Exists(folder.Outcome)) return null;

        var json = JsonNode.Parse(RegularFile.ReadBytes(folder.Outcome), documentOptions: Readable)!.AsObject();
        return new Outcome(json["ret"], (int)json["retcode"]!, (string?)json["reason"] ?? "");
    }
}
