using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Shared.Targeting;

/// <summary>What a top file has for one target.</summary>
/// <param name="Match">How the target is meant.</param>
/// <param name="Order">Among the targets of its environment; those with lower numbers come first.</param>
/// <param name="IgnoresMissing">Files that are not there are no fault.</param>
/// <param name="Names">Of the files.</param>
internal sealed record TopSection(string Match, int Order, bool IgnoresMissing, IReadOnlyList<string> Names)
{
    /// <returns>Null: it is malformed.</returns>
    public static TopSection? Read(JsonNode? content)
    {
        var section = new TopSection("compound", 0, IgnoresMissing: false, []);
        var names = new List<string>();
        foreach (var item in content is JsonArray list ? list : [content?.DeepClone()])
        {
            switch (item)
            {
                case JsonValue name:
                    names.Add(name.ToString());
                    break;
                case JsonObject { Count: > 0 } options:
                    foreach (var (name, value) in options)
                    {
                        if (section.With(name, value) is not { } changed) return null;
                        section = changed;
                    }

                    break;
                default:
                    return null;
            }
        }

        return section with { Names = names };
    }

    // As in Salt, an order that is no number is none.
    private TopSection? With(string option, JsonNode? value) => (option, value) switch
    {
        ("match", JsonValue kind) => this with { Match = kind.ToString() },
        ("order", JsonValue number) => this with { Order = int.TryParse(number.ToString(), out var order) ? order : 0 },
        ("ignore_missing", _) => this with { IgnoresMissing = IsTrue(value) },
        _ => null,
    };

    private static bool IsTrue(JsonNode? value) => value switch
    {
        null => false,
        JsonValue scalar when scalar.GetValueKind() is JsonValueKind.True or JsonValueKind.False => scalar.GetValueKind() is JsonValueKind.True,
        JsonValue scalar => scalar.ToString() is not ("" or "0"),
        _ => true,
    };
}
