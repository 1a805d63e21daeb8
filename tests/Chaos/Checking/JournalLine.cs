using System.Globalization;

namespace Salt.Tests.Chaos.Checking;

/// <summary>What a payload noted on its minion.</summary>
/// <param name="IsStart">Else it is about to end by itself.</param>
/// <param name="At">Uptime.</param>
/// <param name="Number">Of a start the pid, of an end the code.</param>
internal sealed record JournalLine(bool IsStart, string Token, double At, int Number)
{
    public static IReadOnlyList<JournalLine> Read(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Select(Parse)] : [];

    private static JournalLine Parse(string line) => line.Split(' ') is [("start" or "end") and var what, var token, var at, var number]
        ? new JournalLine(what == "start", token, Uptime.Parse(at), int.Parse(number, CultureInfo.InvariantCulture))
        : throw new FormatException($"a journal has the line '{line}'");
}
