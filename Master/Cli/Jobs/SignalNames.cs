using System.Globalization;
using Salt.Shared.Errors;

namespace Salt.Cli.Jobs;

/// <summary>Signals by the names that kill(1) knows, without real-time ones.</summary>
internal static class SignalNames
{
    private const int Most = 64;

    // By number, from 1: as on every Linux but for MIPS and Alpha, which .NET does not run on.
    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
        "PWR", "SYS",
    ];

    public static IReadOnlyList<string> All => Names;

    /// <param name="text"><c>15</c>, <c>TERM</c> or <c>SIGTERM</c>.</param>
    /// <exception cref="SaltException">There is no such signal.</exception>
    public static int Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most)
            return number;
        var name = text.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal)) name = name[3..];
        var index = Array.IndexOf(Names, name);
        return index >= 0
            ? index + 1
            : throw new SaltException(Failure.BadRequest, $"there is no signal '{text}'; give a number from 1 to {Most}, or a name such as TERM");
    }
}
