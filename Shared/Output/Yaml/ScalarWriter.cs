using System.Text;

namespace Salt.Shared.Output.Yaml;

/// <summary>Writes a text as a YAML scalar: plain if that reads back as the same text, else in single quotes, else in
/// double ones.</summary>
internal static class ScalarWriter
{
    private const int Width = 80;

    /// <param name="indent">The column that continuation lines begin at.</param>
    /// <param name="isKey">Keys are never folded.</param>
    /// <param name="isFlow">Within brackets or braces, where more characters mean something.</param>
    /// <returns>Whether it was written plain.</returns>
    public static bool Write(YamlText output, string text, int indent, bool isKey, bool isFlow = false)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var analysis = ScalarAnalysis.Of(runes);
        if ((isFlow ? analysis.AllowsFlowPlain && text.Length > 0 : analysis.AllowsPlain) && PlainText.IsText(text))
        {
            WriteFolded(output, runes, indent, isKey, quoted: false);
            return true;
        }

        if (analysis.AllowsSingleQuoted && !(isKey && analysis.Multiline))
        {
            output.Append("'");
            WriteFolded(output, runes, indent, isKey, quoted: true);
            output.Append("'");
        }
        else
        {
            DoubleQuotedWriter.Write(output, runes, indent, isKey ? int.MaxValue : Width);
        }

        return false;
    }

    // Runs of spaces, of line breaks and of anything else in turn. A single space past the width becomes a fold.
    private static void WriteFolded(YamlText output, ReadOnlySpan<Rune> text, int indent, bool isKey, bool quoted)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && KindOf(text[end]) == KindOf(text[start])) end++;
            var run = text[start..end];
            switch (KindOf(run[0]))
            {
                case ' ' when run.Length == 1 && output.Column > Width && !isKey && (!quoted || (start != 0 && end != text.Length)):
                    output.Break();
                    output.Indent(indent);
                    break;
                case '\n':
                    WriteBreaks(output, run);
                    output.Indent(indent);
                    break;
                default:
                    output.Append(quoted ? Escaped(run) : run);
                    break;
            }

            start = end;
        }
    }

    // A reader folds the first of several breaks away, so it is written twice.
    private static void WriteBreaks(YamlText output, ReadOnlySpan<Rune> breaks)
    {
        if (breaks[0].Value == '\n') output.Break();
        foreach (var one in breaks) output.Append(one.ToString());
    }

    private static char KindOf(Rune rune) => rune.Value == ' ' ? ' ' : ScalarAnalysis.IsBreak(rune) ? '\n' : 'x';

    private static ReadOnlySpan<Rune> Escaped(ReadOnlySpan<Rune> run)
    {
        var quote = new Rune('\'');
        if (run.IndexOf(quote) < 0) return run;
        var doubled = new List<Rune>(run.Length + 1);
        foreach (var rune in run)
        {
            doubled.Add(rune);
            if (rune == quote) doubled.Add(quote);
        }

        return doubled.ToArray();
    }
}
