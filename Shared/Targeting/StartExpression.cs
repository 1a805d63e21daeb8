using System.Text.RegularExpressions;
using Salt.Shared.Errors;

namespace Salt.Shared.Targeting;

/// <summary>A regex that matches from the beginning of a text, not always to its end, as Python's <c>re.match</c>.</summary>
internal sealed class StartExpression
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private readonly Regex _regex;

    /// <exception cref="SaltException">BadRequest: not a regex, and where.</exception>
    public StartExpression(string expression)
    {
        try
        {
            _regex = new Regex(expression, RegexOptions.CultureInvariant, Limit);
        }
        catch (RegexParseException e)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"target '{expression}' is not a regex: {Reason(e.Error)} at position {e.Offset}",
                inner: e);
        }
    }

    /// <exception cref="SaltException">BadRequest: the regex takes too long.</exception>
    public bool IsMatch(string text)
    {
        try
        {
            // The leftmost match is reported: one from the beginning, if there is any.
            var match = _regex.Match(text);
            return match.Success && match.Index == 0;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"target '{_regex}' takes too long to match {text}; write it without nested repetition",
                inner: e);
        }
    }

    /// <summary><c>UnterminatedBracket</c> as words.</summary>
    private static string Reason(RegexParseError error) =>
        string.Concat(error.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));
}
