using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>A return that does not hold all that was printed: the minion left out what is behind its <c>return_max</c>, and says so
/// in the text itself.</summary>
internal static class CutOutput
{
    private static ReadOnlySpan<byte> Mark => " bytes left out ...]"u8;

    /// <summary>One line with the command that has all of it; null: nothing is left out.</summary>
    public static string? Of(TargetView target, string jid) =>
        target.OutputBytes > (ulong)target.Ret.Length && target.Ret.Span.IndexOf(Mark) >= 0
            ? $"{target.Minion}: its return holds a part of the {target.OutputBytes} bytes that were printed; all of them: master-cli jobs attach {jid} --minion {target.Minion}"
            : null;
}
