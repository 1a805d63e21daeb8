namespace Salt.Cli.Frame;

/// <summary>Words of a minion or another peer among ours: what a terminal would act on is shown, not done.</summary>
internal static class Harmless
{
    /// <summary>Control characters other than line breaks and tabs as <c>\x1b</c>; those that only change the order or direction of text as <c>\u202e</c>.</summary>
    public static string Of(string text) => text.Any(IsHarmful)
        ? string.Concat(text.Select(c => !IsHarmful(c) ? c.ToString() : c <= 0xff ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}"))
        : text;

    private static bool IsHarmful(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || (c is '\u2028' or '\u2029') || (c is >= '\u202a' and <= '\u202e') || (c is >= '\u2066' and <= '\u2069');
}
