using System.Runtime.CompilerServices;
using System.Text.Json;
using Google.Protobuf;
using Salt.Cli.Frame;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary><c>run -B SECONDS --out json</c>: what a target returned, as the record that <c>async.status</c> and Ansible give: <c>rc</c>,
/// <c>stdout</c>, <c>stdout_lines</c>, <c>start</c>, <c>end</c>, <c>delta</c>, … for a command, and <c>ret</c> for any other function.</summary>
internal static class FinishedRecords
{
    private const string Commands = "cmd.";

    /// <summary>Whether they are wanted: by a program, of a job with a limit.</summary>
    public static bool AreWanted(Words words, RunRequest request) =>
        request.LimitSeconds > 0 && !request.AcceptOnly && words.ValueOf(CommonOptions.Out) is "json" or "jsonl";

    public static async IAsyncEnumerable<JobEvent> OfAsync(
        IAsyncEnumerable<JobEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        JobView? job = null;
        await foreach (var e in events.WithCancellation(cancellationToken))
        {
            if (e.Submitted is { } submitted) job = submitted;
            yield return e.Target is { } target && job is not null ? new JobEvent { Target = Of(job, target) } : e;
        }
    }

    /// <summary>The target with its record as its return. What never ran has none: its sentence stays.</summary>
    internal static TargetView Of(JobView job, TargetView target)
    {
        var state = JobStates.Parse(target.State);
        if (!state.IsEnd() || state is JobState.Refused or JobState.Undelivered) return target;
        var record = target.Clone();
        record.Ret = ByteString.CopyFromUtf8(JsonText.Compact(json => Write(json, job, target, state)));
        return record;
    }

    private static void Write(Utf8JsonWriter json, JobView job, TargetView target, JobState state)
    {
        json.WriteStartObject();
        json.WriteNumber("started", 1);
        json.WriteNumber("finished", 1);
        json.WriteString("jid", job.Jid);
        if (target.ResultsFile.Length > 0) json.WriteString("results_file", target.ResultsFile);
        json.WriteString("state", target.State);
        json.WriteBoolean("changed", true);
        json.WriteNumber("rc", target.Retcode);
        if (target is { StartedUs: > 0, EndedUs: > 0 })
            AnsibleRecord.WriteTimes(json, Instants.FromUnixMicroseconds(target.StartedUs), Instants.FromUnixMicroseconds(target.EndedUs));

        if (state == JobState.TimedOut) json.WriteString("msg", AnsibleRecord.Limit(job.LimitSeconds));
        else if (state is not (JobState.Succeeded or JobState.Failed)) json.WriteString("msg", Sentences.End(target));
        WriteReturn(json, job.Fun, target.Ret.Length > 0 ? JsonText.Foreign(target.Ret.Memory) : default);
        json.WriteEndObject();
    }

    private static void WriteReturn(Utf8JsonWriter json, string fun, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return;
        if (!fun.StartsWith(Commands, StringComparison.Ordinal) || fun.Contains(','))
        {
            Write(json, "ret", value);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                WriteText(json, fun == "cmd.run_stderr" ? "stderr" : "stdout", value.GetString()!);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (member is { Name: "stdout" or "stderr", Value.ValueKind: JsonValueKind.String }) WriteText(json, member.Name, member.Value.GetString()!);
                    else if (member.Name != "retcode") Write(json, member.Name, member.Value);
                }

                break;
            default:
                Write(json, "ret", value);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteString(name, text);
        AnsibleRecord.WriteLines(json, name, text);
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
