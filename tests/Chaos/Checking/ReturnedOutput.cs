using System.Globalization;
using System.Text.RegularExpressions;

namespace Salt.Tests.Chaos.Checking;

/// <summary>Whether a return is what a command printed, or says truly how much of it is missing.</summary>
internal static partial class ReturnedOutput
{
    public static bool IsWhole(string returned, string printed) => returned == printed;

    /// <summary>What is there is right, and the rest is counted.</summary>
    public static bool IsCutTruly(string returned, string printed)
    {
        if (Gap().Match(returned) is not { Success: true } gap) return false;
        var (head, tail) = (returned[..gap.Index], returned[(gap.Index + gap.Length)..]);
        var missing = printed.Length - head.Length - tail.Length;
        var counted = int.Parse(gap.Groups["bytes"].Value, CultureInfo.InvariantCulture);
        // The last line break is not in a return, and the break before the gap may be the text's own or the gap's.
        return printed.StartsWith(head, StringComparison.Ordinal) && printed.EndsWith(tail, StringComparison.Ordinal) &&
            counted - missing is >= 0 and <= 1;
    }

    [GeneratedRegex(@"\n?\[\.\.\. (?<bytes>\d+) bytes left out \.\.\.\]\n?", RegexOptions.ExplicitCapture)]
    private static partial Regex Gap();
}
