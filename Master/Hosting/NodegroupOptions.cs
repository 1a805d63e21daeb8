using System.Text.Json.Nodes;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Targeting;

namespace Salt.Master.Hosting;

/// <summary>Reads <c>nodegroups</c>: by name a compound expression, as one text, as a list of its words, or a list of ids.</summary>
internal static class NodegroupOptions
{
    private const string Option = "nodegroups";

    public static IReadOnlyDictionary<string, Nodegroup> Read(OptionReader reader)
    {
        var groups = new Dictionary<string, Nodegroup>(StringComparer.Ordinal);
        foreach (var (name, declared) in reader.Map(Option))
        {
            if (Group(declared) is { } group) groups[name] = group;
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

    // As in Salt, what is no text is taken as it is written.
    private static Nodegroup? Group(JsonNode? declared) => declared switch
    {
        JsonArray list when list.All(item => item is JsonValue) => Nodegroup.Of([.. list.Select(item => item!.ToString())]),
        JsonValue value => Nodegroup.Of(value.ToString()),
        _ => null,
    };
}
