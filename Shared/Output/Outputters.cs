namespace Salt.Shared.Output;

/// <summary>The output formats by the name that <c>--out</c> gives them.</summary>
public static class Outputters
{
    public const string Default = "nested";

    public static IReadOnlyList<string> Names { get; } =
        ["nested", "json", "jsonl", "yaml", "txt", "raw", "newline_values_only", "quiet"];

    /// <summary>Makes the outputter of a name; null if there is none.</summary>
    /// <param name="writer">Where it prints. Flushed behind every minion's return by the formats that show them as they come.</param>
    /// <param name="coloured">For <c>nested</c>: with terminal colours.</param>
    public static IOutputter? Find(string name, TextWriter writer, bool coloured) => name switch
    {
        "nested" => new NestedOutputter(writer, coloured ? Palette.Salt : Palette.None),
        "json" => new JsonOutputter(writer),
        "jsonl" => new JsonLinesOutputter(writer),
        "yaml" => new YamlOutputter(writer),
        "txt" or "text" => new TxtOutputter(writer),
        "raw" => new RawOutputter(writer),
        "newline_values_only" => new ValuesOutputter(writer),
        "quiet" => new QuietOutputter(),
        _ => null,
    };

    /// <summary>The outputter of a name or, as Salt does, nested with a complaint.</summary>
    public static IOutputter FindOrNested(string name, TextWriter writer, bool coloured, Action<string> complain)
    {
        if (Find(name, writer, coloured) is { } found) return found;
        complain($"[ERROR   ] Invalid outputter {name} specified, fall back to nested");
        return Find(Default, writer, coloured)!;
    }
}
