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

    /// <exception cref="System.Text.Json.JsonException">They are not JSON.</exception>
    /// <exception cref="InvalidOperationException">They are not an array.</exception>
    public static JsonArray Positional(PublishedJob job) => job.Arg.IsEmpty ? [] : JsonNode.Parse(job.Arg.Span)!.AsArray();

    /// <inheritdoc cref="Positional"/>
    public static JsonObject Keyword(PublishedJob job) => job.Kwarg.IsEmpty ? [] : JsonNode.Parse(job.Kwarg.Span)!.AsObject();
}
