using System.Text;
using System.Text.RegularExpressions;
using Salt.Jinja;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>Regular expressions as Python writes them.</summary>
internal static class PythonRegex
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="TemplateException">It is none.</exception>
    public static Regex Make(string pattern, bool ignoreCase, bool multiline)
    {
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : 0) | (multiline ? RegexOptions.Multiline : 0);
        try
        {
            return new Regex(Translate(pattern), options, Patience);
        }
        catch (ArgumentException e)
        {
            throw new TemplateException("error", $"the regular expression '{pattern}' is malformed{(e is RegexParseException at ? $" at position {at.Offset}" : "")}");
        }
    }

    /// <param name="with">As Python writes it.</param>
    public static string Replace(Regex regex, string text, string with)
    {
        var replacement = Replacement(with);
        return regex.Replace(text, match =>
        {
            var made = match.Result(replacement);
            WorkBudget.SpendText(made.Length);
            return made;
        });
    }

    /// <summary><c>\1</c> and <c>\g&lt;name&gt;</c> as .NET writes them.</summary>
    public static string Replacement(string text)
    {
        var written = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == '$')
            {
                written.Append("$$");
            }
            else if (text[i] == '\\' && char.IsAsciiDigit(next))
            {
                written.Append("${").Append(next).Append('}');
                i++;
            }
            else if (text[i] == '\\' && next == 'g' && text.IndexOf('>', i) is > 0 and var end && text[i + 2] == '<')
            {
                written.Append("${").Append(text, i + 3, end - i - 3).Append('}');
                i = end;
            }
            else if (text[i] == '\\' && next is 'n' or 't' or '\\')
            {
                written.Append(next == 'n' ? '\n' : next == 't' ? '\t' : '\\');
                i++;
            }
            else
            {
                written.Append(text[i]);
            }
        }

        return written.ToString();
    }

    /// <summary>As <c>re.escape</c>.</summary>
    public static string Escape(string text)
    {
        var written = new StringBuilder();
        foreach (var c in text)
        {
            if ("()[]{}?*+-|^$\\.&~# \t\n\r\v\f".Contains(c)) written.Append('\\');
            written.Append(c);
        }

        return written.ToString();
    }

    // What Python writes otherwise: (?P<name>...), (?P=name), \Z.
    private static string Translate(string pattern) => pattern
        .Replace("(?P<", "(?<", StringComparison.Ordinal)
        .Replace("(?P=", "\\k<", StringComparison.Ordinal)
        .Replace("\\Z", "\\z", StringComparison.Ordinal);
}
