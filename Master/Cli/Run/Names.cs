namespace Salt.Cli.Run;

/// <summary>Many minions in one line.</summary>
internal static class Names
{
    /// <summary>What a terminal's line or two hold, and a person reads.</summary>
    private const int Most = 20;

    /// <summary>In order, the first of them by name, the others counted.</summary>
    public static string Some(IEnumerable<string> minions)
    {
        var ordered = minions.Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", ordered.Take(Most));
        return ordered.Count <= Most ? shown : $"{shown} and {ordered.Count - Most} more";
    }
}
