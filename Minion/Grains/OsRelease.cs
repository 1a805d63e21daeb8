using System.Text;

namespace Salt.Minion.Grains;

/// <summary>The file os-release(5), and other files of <c>NAME=value</c> lines that a shell could read.</summary>
internal static class OsRelease
{
    /// <summary>Quotes and backslashes are resolved; what is no assignment is passed over; the last one of a name counts.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#') values[line[..equals]] = Unquote(line[(equals + 1)..]);
        }

        return values;
    }

    private static string Unquote(string value)
    {
        var quoted = value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0];
        var inner = quoted ? value.AsSpan(1, value.Length - 2) : value;
        if (inner.IndexOf('\\') < 0) return inner.ToString();
        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length && inner[i + 1] is '"' or '\'' or '$' or '`' or '\\') i++;
            text.Append(inner[i]);
        }

        return text.ToString();
    }
}
