using System.Text.Json;
using Salt.Shared.Values;

namespace Salt.Shared.Output.States;

/// <summary>One state's result, as it is shown.</summary>
internal sealed class StateLine
{
    private const string Between = "_|-";

    private StateLine(string[] tag, JsonElement json)
    {
        (Module, Id, Name, Function) = (tag[0], tag[1], tag[2], tag[3]);
        Json = json;
    }

    public JsonElement Json { get; }

    public string Module { get; }

    public string Id { get; }

    public string Name { get; }

    public string Function { get; }

    /// <summary>Null: it would change something.</summary>
    public bool? Result => Json.GetProperty("result").ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public string ResultText => PythonText.Repr(Json.GetProperty("result"));

    public bool HasChanges => Changes is { ValueKind: JsonValueKind.Object } changes ? changes.EnumerateObject().Any() : Changes.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    public JsonElement Changes => Json.GetProperty("changes");

    /// <summary>A list becomes lines.</summary>
    public string Comment => !Json.TryGetProperty("comment", out var comment) ? ""
        : comment.ValueKind == JsonValueKind.Array ? string.Join('\n', comment.EnumerateArray().Select(Plain)) : Plain(comment);

    /// <summary>Null: it was never begun.</summary>
    public string? Started => Json.TryGetProperty("start_time", out var time) ? Plain(time) : null;

    /// <summary>Milliseconds as they came; null: it was never begun.</summary>
    public string? Duration => Json.TryGetProperty("duration", out var duration) ? Plain(duration) : null;

    public double Milliseconds => Json.TryGetProperty("duration", out var duration) && duration.ValueKind == JsonValueKind.Number ? duration.GetDouble() : 0;

    public IReadOnlyList<string> Warnings => Json.TryGetProperty("warnings", out var warnings) && warnings.ValueKind == JsonValueKind.Array
        ? [.. warnings.EnumerateArray().Select(Plain)] : [];

    private long Number => Json.GetProperty("__run_num__").GetInt64();

    /// <summary>In the order in which they ran.</summary>
    /// <returns>Null: these are no results of states.</returns>
    public static IReadOnlyList<StateLine>? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        var lines = new List<StateLine>();
        foreach (var member in value.EnumerateObject())
        {
            if (member.Name.Split(Between) is not { Length: 4 } tag || !IsResult(member.Value)) return null;
            lines.Add(new StateLine(tag, member.Value));
        }

        return [.. lines.OrderBy(line => line.Number)];
    }

    private static bool IsResult(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("result", out _) && value.TryGetProperty("changes", out _)
        && value.TryGetProperty("__run_num__", out var number) && number.TryGetInt64(out _);

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
