using Salt.Jinja.Values;
using Salt.Shared.Errors;

namespace Salt.Shared.Targeting;

/// <summary>Reads a <c>-C</c> target: other kinds, each marked by a letter, joined by <c>and</c>, <c>or</c>, <c>not</c> and
/// parentheses. A word without a letter is a glob. <c>and</c> binds more closely than <c>or</c>.</summary>
internal sealed class CompoundParser
{
    private const int MostShown = 200;

    private readonly string _expression;
    private readonly TargetParts _parts;
    private readonly List<(string Text, int At)> _words = [];
    private int _next;
    private int _depth;

    public CompoundParser(string expression, TargetParts parts)
    {
        (_expression, _parts) = (expression, parts);
        Split();
    }

    /// <param name="words">Each is taken as it is.</param>
    public CompoundParser(IReadOnlyList<string> words, TargetParts parts)
    {
        (_expression, _parts) = (string.Join(' ', words), parts);
        var at = 0;
        foreach (var word in words)
        {
            _words.Add((word, at));
            at += word.Length + 1;
        }
    }

    /// <exception cref="SaltException">BadRequest: what is wrong, with a caret under the place.</exception>
    public TargetMatcher Parse()
    {
        if (_words.Count == 0) throw Fault("it is empty", 0);
        var matcher = Or();
        return _next == _words.Count
            ? matcher
            : throw Fault(_words[_next].Text == ")" ? "no parenthesis is open here" : "'and' or 'or' is missing here", _words[_next].At);
    }

    private void Split()
    {
        for (var at = 0; at < _expression.Length;)
        {
            if (char.IsWhiteSpace(_expression[at]))
            {
                at++;
                continue;
            }

            var start = at;
            if (_expression[at] is '(' or ')') at++;
            else at = WordEnd(at);
            _words.Add((_expression[start..at], start));
        }
    }

    // A regex may hold parentheses: within a word they belong to it as long as they are even.
    private int WordEnd(int at)
    {
        var open = 0;
        for (; at < _expression.Length && !char.IsWhiteSpace(_expression[at]); at++)
        {
            if (_expression[at] == '(') open++;
            else if (_expression[at] == ')' && --open < 0) break;
        }

        return at;
    }

    private TargetMatcher Or()
    {
        List<TargetMatcher> either = [And()];
        while (TakeWord("or")) either.Add(And());
        return either is [var only] ? only : subject =>
        {
            foreach (var one in either)
            {
                if (one(subject)) return true;
            }

            return false;
        };
    }

    private TargetMatcher And()
    {
        List<TargetMatcher> all = [Not()];
        while (TakeWord("and")) all.Add(Not());
        return all is [var only] ? only : subject =>
        {
            foreach (var one in all)
            {
                if (!one(subject)) return false;
            }

            return true;
        };
    }

    private TargetMatcher Not()
    {
        var isNegated = false;
        while (TakeWord("not")) isNegated = !isNegated;
        var operand = Operand();
        return isNegated ? subject => !operand(subject) : operand;
    }

    private TargetMatcher Operand()
    {
        if (_next == _words.Count) throw Fault("a target is missing at the end", _expression.Length);
        var (word, at) = _words[_next++];
        if (word == "(")
        {
            if (++_depth > Nesting.Most || !Nesting.HasRoom) throw Fault($"parentheses are nested more than {Nesting.Most} deep", at);
            var inner = Or();
            if (!TakeWord(")")) throw Fault("this parenthesis is never closed", at);
            _depth--;
            return inner;
        }

        if (word is ")" or "and" or "or") throw Fault($"a target is missing before '{word}'", at);
        try
        {
            return _parts.Part(word);
        }
        catch (SaltException e)
        {
            throw Fault(e.Message, at);
        }
    }

    private bool TakeWord(string word)
    {
        if (_next == _words.Count || _words[_next].Text != word) return false;
        _next++;
        return true;
    }

    private SaltException Fault(string what, int at)
    {
        // A long expression is shown around the place.
        var start = _expression.Length <= MostShown ? 0 : Math.Clamp(at - (MostShown / 2), 0, _expression.Length - MostShown);
        var shown = _expression.Length <= MostShown ? _expression : $"{(start > 0 ? "..." : "")}{_expression.AsSpan(start, MostShown)}{(start + MostShown < _expression.Length ? "..." : "")}";
        var column = at - start + (start > 0 ? 3 : 0);
        return new SaltException(Failure.BadRequest, $"target: {what}\n  {shown}\n  {new string(' ', column)}^");
    }
}
