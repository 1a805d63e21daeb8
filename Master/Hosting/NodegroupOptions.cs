using System.Text.Json.Nodes;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Targeting;

namespace Salt.Master.Hosting;

/// <summary>Reads <c>nodegroups</c>: by name a compound expression, as one text, as a list of its words, or a list of ids.</summary>
internal static class NodegroupOptions
{
    private const string Option = "nodegroups";
    private static readonly string[] Operators = ["and", "or", "not", "(", ")"];

    public static IReadOnlyDictionary<string, string> Read(OptionReader reader)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, declared) in reader.Map(Option))
        {
            if (Expression(declared) is { } expression) groups[name] = expression;
            else reader.Reject(Option, $"{name} is neither a compound expression nor a list");
        }

        // Now, not when somebody needs one.
        foreach (var name in groups.Keys)
        {
            try
            {
                Target.Parse("nodegroup", name, new TargetContext(groups));
            }
            catch (SaltException e)
            {
                reader.Reject(Option, $"{name}: {e.Message}");
            }
        }

        return groups;
    }

    private static string? Expression(JsonNode? declared) => declared switch
    {
        JsonValue text when text.TryGetValue<string>(out var expression) => expression,
        JsonArray list when list.All(item => item is JsonValue) => Joined([.. list.Select(item => item!.ToString())]),
        _ => null,
    };

    private static string Joined(IReadOnlyList<string> words) => words.Any(word => Operators.Contains(word) || word.Contains('@'))
        ? string.Join(' ', words)
        : $"L@{string.Join(',', words)}";
}
