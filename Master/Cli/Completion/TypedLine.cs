using System.Text;

namespace Salt.Cli.Completion;

/// <summary>A command line as far as it is typed, taken apart as a shell does.</summary>
internal static class TypedLine
{
    /// <summary>The words, without their quotes. The last is the one that is being typed: empty behind a blank.</summary>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        var quote = '\0';
        for (var index = 0; index < line.Length; index++)
        {
            var c = line[index];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else if (c == '\\' && quote == '"' && index + 1 < line.Length) word.Append(line[++index]);
                else word.Append(c);
            }
            else if (c is '\'' or '"')
            {
                (quote, isOpen) = (c, true);
            }
            else if (c is ' ' or '\t')
            {
                if (isOpen) words.Add(word.ToString());
                word.Clear();
                isOpen = false;
            }
            else
            {
                word.Append(c == '\\' && index + 1 < line.Length ? line[++index] : c);
                isOpen = true;
            }
        }

        words.Add(word.ToString());
        return words;
    }

    /// <summary>What bash puts in place: it breaks words at <c>=</c> and <c>:</c> and replaces what stands behind the last one.</summary>
    /// <param name="word">As far as it is typed.</param>
    public static string BehindBreak(string candidate, string word)
    {
        var at = word.LastIndexOfAny(['=', ':']) + 1;
        return at > 0 && candidate.StartsWith(word[..at], StringComparison.Ordinal) ? candidate[at..] : candidate;
    }
}
