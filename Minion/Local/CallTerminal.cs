using System.Text;

namespace Salt.Minion.Local;

/// <summary>Where a call prints: data to the one, messages to the other.</summary>
/// <param name="IsInteractive">Somebody looks at the data.</param>
internal sealed record CallTerminal(TextWriter Output, TextWriter Error, bool IsInteractive)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The streams of this process; UTF-8 whatever the locale says.</summary>
    public static CallTerminal OfProcess() => new(
        new StreamWriter(Console.OpenStandardOutput(), Utf8),
        new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true },
        !Console.IsOutputRedirected);
}
