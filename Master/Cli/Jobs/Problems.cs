using System.Text.Json;
using Salt.Cli.Run;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary>Targets where something is wrong, and what that is, in one line.</summary>
internal static class Problems
{
    private const int LineMax = 120;

    /// <summary>It ended, but not well; or nobody knows how it fares.</summary>
    public static bool IsOne(TargetView target) =>
        target.AwaySinceUs > 0 || (JobStates.Parse(target.State) is var state && state.IsEnd() && state != JobState.Succeeded);

    public static string Describe(TargetView target) => JobStates.Parse(target.State) switch
    {
        JobState.Failed when target.Reason.Length == 0 => $"failed, retcode {target.Retcode}{Said(target)}",
        var state when state.IsEnd() => Sentences.End(target),
        _ => $"{target.State}, but the minion is away since {Sentences.Time(target.AwaySinceUs)}; the job goes on there",
    };

    // What a program says at last is most often why it ended.
    private static string Said(TargetView target)
    {
        if (target.Ret.Length == 0) return "";
        var ret = JsonText.Foreign(target.Ret.Memory);
        var text = ret.ValueKind switch
        {
            JsonValueKind.String => ret.GetString()!,
            JsonValueKind.Object when Member(ret, "stderr") is { Length: > 0 } stderr => stderr,
            JsonValueKind.Object when Member(ret, "stdout") is { Length: > 0 } stdout => stdout,
            _ => "",
        };
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("");
        return line.Length == 0 ? "" : $": {(line.Length > LineMax ? $"{line[..LineMax]}…" : line).Replace('\e', '?')}";
    }

    private static string? Member(JsonElement ret, string name) =>
        ret.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
}
