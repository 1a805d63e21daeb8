using System.Text;

namespace Salt.Cli.Run;

/// <summary>Sentences for people, broken between words where a terminal would break them within.</summary>
internal static class WrappedText
{
    private const string Usage = "; usage: ";

    /// <summary>Whether a return is a refusal of arguments, whose usage may be longer than any terminal is wide.</summary>
    public static bool IsUsage(string text) => text.Contains(Usage, StringComparison.Ordinal);

    /// <param name="width">Columns. A word that is longer stays whole.</param>
    public static string Of(string text, int width)
    {
        var wrapped = new StringBuilder(text.Length + 16);
        foreach (var line in text.Split('\n'))
        {
            if (wrapped.Length > 0) wrapped.Append('\n');
            var column = 0;
            foreach (var word in line.Split(' '))
            {
                if (column > 0 && column + 1 + word.Length > width)
                {
                    wrapped.Append('\n');
                    column = 0;
                }
                else if (column > 0)
                {
                    wrapped.Append(' ');
                    column++;
                }

                wrapped.Append(word);
                column += word.Length;
            }
        }

        return wrapped.ToString();
    }
}
