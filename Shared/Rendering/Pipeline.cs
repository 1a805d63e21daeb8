namespace Salt.Shared.Rendering;

/// <summary>Which renderers a file goes through: what its first line says (<c>#!jinja|yaml</c>), or the usual ones.</summary>
internal static class Pipeline
{
    public const string Usual = "jinja|yaml";

    private static readonly string[] Known = ["jinja", "yaml", "json", "text"];

    /// <exception cref="RenderException">There is no such renderer here.</exception>
    public static IReadOnlyList<string> Of(RenderFile file, string usual)
    {
        var end = file.Text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? file.Text : file.Text[..end];
        var words = first.StartsWith("#!", StringComparison.Ordinal) && !first.StartsWith("#!/", StringComparison.Ordinal) ? first[2..] : usual;
        // Behind a name stand options of that renderer, which none here has.
        string[] names = [.. words.Split('|').Select(part => part.Trim().Split(' ')[0])];
        var unknown = names.FirstOrDefault(name => !Known.Contains(name));
        if (unknown is not null)
            throw new RenderException(file.Place, 1, $"there is no renderer '{unknown}'; there are {string.Join(", ", Known)}", first);
        return names;
    }

    /// <summary>The text behind the line that names the renderers.</summary>
    public static string WithoutFirstLine(string text) => WithBlankFirstLine(text) is var rest && rest.Length < text.Length && rest.Length > 0 ? rest[1..] : rest;

    /// <summary>The same, with its lines where they were.</summary>
    public static string WithBlankFirstLine(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal)) return text;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? "" : text[end..];
    }
}
