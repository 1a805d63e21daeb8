using System.Globalization;

namespace Salt.Minion.Local;

/// <summary>What programs are held to that run without the daemon's doing.</summary>
/// <param name="Grace">From TERM to KILL.</param>
/// <param name="OutputMax">Bytes kept of a program's output.</param>
/// <param name="ReturnMax">Bytes of its output in a return.</param>
/// <param name="CgroupName">Of the group for it; empty: it stays in the one of whoever runs it.</param>
internal sealed record LocalTerms(TimeSpan Grace, long OutputMax, long ReturnMax, string CgroupName)
{
    /// <summary>As words of a worker's command line; the worker stays in its job's group.</summary>
    public IReadOnlyList<string> ToWords() =>
    [
        Text((long)Grace.TotalMilliseconds), Text(OutputMax), Text(ReturnMax),
    ];

    /// <returns>Null: these words are not such terms.</returns>
    public static LocalTerms? Parse(IReadOnlyList<string> words) =>
        words is [var grace, var output, var ret] && Number(grace, out var milliseconds) && Number(output, out var outputMax) && Number(ret, out var returnMax)
            ? new LocalTerms(TimeSpan.FromMilliseconds(milliseconds), outputMax, returnMax, "")
            : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
