using System.Text;

namespace Salt.Minion.Modules.Cmd;

/// <summary>Splits a command line that no shell will see, by the quoting rules of POSIX shells (Python's shlex).</summary>
internal static class ShellWords
{
    /// <exception cref="FormatException">A quote is not closed, or a backslash ends the text.</exception>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case ' ' or '\t' or '\r' or '\n':
                    if (word is not null) words.Add(word.ToString());
                    word = null;
                    break;
                case '\\':
                    if (++i == line.Length) throw new FormatException("No escaped character");
                    (word ??= new()).Append(line[i]);
                    break;
                case '\'':
                    i = Single(line, i, word ??= new());
                    break;
                case '"':
                    i = Double(line, i, word ??= new());
                    break;
                default:
                    (word ??= new()).Append(line[i]);
                    break;
            }
        }

        if (word is not null) words.Add(word.ToString());
        return words;
    }

    // Both return the index of the closing quote.
    private static int Single(string line, int open, StringBuilder word)
    {
        var close = line.IndexOf('\'', open + 1);
        if (close < 0) throw Unclosed();
        word.Append(line, open + 1, close - open - 1);
        return close;
    }

    private static int Double(string line, int open, StringBuilder word)
    {
        for (var i = open + 1; i < line.Length; i++)
        {
            if (line[i] == '"') return i;
            if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '"' or '\\') i++;
            word.Append(line[i]);
        }

        throw Unclosed();
    }

    private static FormatException Unclosed() => new("No closing quotation");
}
