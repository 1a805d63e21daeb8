namespace Salt.Shared.Rendering;

/// <summary>The order of package versions, by Debian policy 5.6.12: epoch, upstream version, revision; a tilde comes before
/// everything, even the end.</summary>
public static class DebianVersion
{
    /// <returns>-1, 0 or 1.</returns>
    public static int Compare(string left, string right)
    {
        var (a, b) = (Split(left), Split(right));
        var order = a.Epoch.CompareTo(b.Epoch);
        if (order == 0) order = ComparePart(a.Upstream, b.Upstream);
        return Math.Sign(order == 0 ? ComparePart(a.Revision, b.Revision) : order);
    }

    private static (long Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var epoch = colon > 0 && long.TryParse(version.AsSpan(0, colon), out var number) ? number : 0;
        var rest = colon > 0 ? version[(colon + 1)..] : version;
        var dash = rest.LastIndexOf('-');
        return dash < 0 ? (epoch, rest, "") : (epoch, rest[..dash], rest[(dash + 1)..]);
    }

    private static int ComparePart(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            while ((i < left.Length && !char.IsAsciiDigit(left[i])) || (j < right.Length && !char.IsAsciiDigit(right[j])))
            {
                var order = Weight(left, i).CompareTo(Weight(right, j));
                if (order != 0) return order;
                i++;
                j++;
            }

            var (a, b) = (Digits(left, ref i), Digits(right, ref j));
            if (a.Length != b.Length) return a.Length.CompareTo(b.Length);
            var digits = string.CompareOrdinal(a, b);
            if (digits != 0) return digits;
        }

        return 0;
    }

    private static int Weight(string text, int at)
    {
        if (at >= text.Length || char.IsAsciiDigit(text[at])) return 0;
        return text[at] == '~' ? -1 : char.IsAsciiLetter(text[at]) ? text[at] : text[at] + 256;
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text[start..at].TrimStart('0');
    }
}
