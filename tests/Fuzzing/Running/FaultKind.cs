using System.Text.RegularExpressions;
using Salt.Tests.Fuzzing.Doors;

namespace Salt.Tests.Fuzzing.Running;

/// <summary>What makes two faults the same: the exception, and the innermost of our own functions that it went through.</summary>
internal static partial class FaultKind
{
    public static string Of(Exception e)
    {
        if (e is DoorFault fault) return $"{fault.Kind}: {FirstLine(e.Message)}";
        var innermost = e;
        while (innermost.InnerException is { } inner) innermost = inner;
        var place = (innermost.StackTrace ?? "").Split('\n').Select(line => Place().Match(line)).FirstOrDefault(match => match.Success);
        return $"{e.GetType().Name} at {place?.Groups["place"].Value ?? "no function of ours"}: {FirstLine(e.Message)}";
    }

    /// <summary>Without what differs from input to input.</summary>
    public static string Key(string kind) => kind.Split(": ")[0];

    private static string FirstLine(string message)
    {
        var line = message.Split('\n')[0];
        return line.Length > 200 ? line[..200] : line;
    }

    [GeneratedRegex(@"^\s*at (?<place>Salt\.(?!Tests)[^(]*)")]
    private static partial Regex Place();
}
