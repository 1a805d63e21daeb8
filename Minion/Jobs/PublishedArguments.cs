using System.Text.Json.Nodes;

namespace Salt.Minion.Jobs;

/// <summary>A job's arguments as Salt shows them: the positional ones, then the keyword ones as a marked map.</summary>
internal static class PublishedArguments
{
    public static JsonArray Of(PublishedJob job)
    {
        var arguments = Positional(job);
        var keywords = Keyword(job);
        if (keywords.Count == 0) return arguments;

        keywords["__kwarg__"] = true;
        arguments.Add((JsonNode)keywords);
        return arguments;
    }

    /// <summary>The same the other way.</summary>
    /// <param name="shown">Used up.</param>
    public static (JsonArray Arg, JsonObject Kwarg) Split(JsonArray shown)
    {
        if (shown is not [.., JsonObject last] || !last.Remove("__kwarg__")) return (shown, []);
        shown.RemoveAt(shown.Count - 1);
        return (shown, last);
    }

    /// <exception cref="System.Text.Json.JsonException">They are not JSON.</exception>
    /// <exception cref="InvalidOperationException">They are not an array.</exception>
    public static JsonArray Positional(PublishedJob job) => job.Arg.IsEmpty ? [] : JsonNode.Parse(job.Arg.Span)!.AsArray();

    /// <inheritdoc cref="Positional"/>
    public static JsonObject Keyword(PublishedJob job) => job.Kwarg.IsEmpty ? [] : JsonNode.Parse(job.Kwarg.Span)!.AsObject();
}
