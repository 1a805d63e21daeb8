namespace Salt.Shared.Targeting;

/// <summary>A shell pattern over a whole text, as Python's fnmatch on Unix: <c>*</c>, <c>?</c>, <c>[seq]</c>,
/// <c>[!seq]</c>; case counts; a bracket that is never closed is itself.</summary>
/// <remarks>Matching takes at most pattern times text steps: no pattern is expensive.</remarks>
public sealed class Glob
{
    private readonly Token[] _tokens;

    public Glob(string pattern)
    {
        Pattern = pattern;
        _tokens = Parse(pattern);
    }

    private enum Kind
    {
        Literal,
        AnyOne,
        AnyMany,
        OneOf,
        NoneOf,
    }

    public string Pattern { get; }

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        var token = 0;
        var at = 0;
        var starToken = -1;
        var starAt = 0;
        while (at < text.Length)
        {
            if (token < _tokens.Length && _tokens[token].Kind is Kind.AnyMany)
            {
                starToken = token++;
                starAt = at;
            }
            else if (token < _tokens.Length && _tokens[token].Takes(text[at]))
            {
                token++;
                at++;
            }
            else if (starToken >= 0)
            {
                // The last star takes one more; an earlier one never has to.
                token = starToken + 1;
                at = ++starAt;
            }
            else
            {
                return false;
            }
        }

        while (token < _tokens.Length && _tokens[token].Kind is Kind.AnyMany) token++;
        return token == _tokens.Length;
    }

    public override string ToString() => Pattern;

    private static Token[] Parse(string pattern)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*':
                    tokens.Add(new Token(Kind.AnyMany, ""));
                    break;
                case '?':
                    tokens.Add(new Token(Kind.AnyOne, ""));
                    break;
                case '[' when SetEnd(pattern, at) is var end and > 0:
                    var negated = pattern[at + 1] == '!';
                    var first = negated ? at + 2 : at + 1;
                    tokens.Add(new Token(negated ? Kind.NoneOf : Kind.OneOf, pattern[first..end]));
                    at = end;
                    break;
                default:
                    tokens.Add(new Token(Kind.Literal, pattern[at].ToString()));
                    break;
            }
        }

        return [.. tokens];
    }

    /// <returns>Where the set that opens here closes, or -1. A ']' that comes first is a member.</returns>
    private static int SetEnd(string pattern, int open)
    {
        var first = open + 1;
        if (first < pattern.Length && pattern[first] == '!') first++;
        return first < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
    }

    private readonly record struct Token(Kind Kind, string Text)
    {
        public bool Takes(char c) => Kind switch
        {
            Kind.Literal => Text[0] == c,
            Kind.AnyOne => true,
            Kind.OneOf => SetHas(c),
            Kind.NoneOf => !SetHas(c),
            _ => false,
        };

        private bool SetHas(char c)
        {
            for (var at = 0; at < Text.Length; at++)
            {
                var isRange = at + 2 < Text.Length && Text[at + 1] == '-';
                if (isRange ? c >= Text[at] && c <= Text[at + 2] : c == Text[at]) return true;
                if (isRange) at += 2;
            }

            return false;
        }
    }
}
