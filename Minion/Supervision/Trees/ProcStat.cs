using System.Globalization;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Trees;

/// <summary>A process as <c>/proc/PID/stat</c> shows it (proc(5)).</summary>
/// <param name="State">R, S, D, T, ... ; Z and X are dead.</param>
/// <param name="StartTime">Clock ticks since boot: with the pid it names one process of this boot.</param>
internal sealed record ProcStat(int Pid, string Name, char State, int Parent, int Session, ulong StartTime)
{
    public bool IsAlive => State is not ('Z' or 'X');

    /// <returns>Null if there is no such process.</returns>
    public static ProcStat? Read(int pid) =>
        SmallFile.Read($"/proc/{pid}/stat") is { Length: > 0 } text ? Parse(text) : null;

    /// <summary>The name is in parentheses and may hold any character, parentheses included.</summary>
    public static ProcStat Parse(string text)
    {
        var open = text.IndexOf('(');
        var close = text.LastIndexOf(')');
        var rest = text[(close + 2)..].Split(' ');
        return new ProcStat(
            Number(text.AsSpan(0, open - 1)),
            text[(open + 1)..close],
            rest[0][0],
            Number(rest[1]),
            Number(rest[3]),
            ulong.Parse(rest[19], CultureInfo.InvariantCulture));
    }

    private static int Number(ReadOnlySpan<char> text) => int.Parse(text, CultureInfo.InvariantCulture);
}
