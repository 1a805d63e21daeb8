using Salt.Shared.Errors;

namespace Salt.Shared.Targeting;

/// <summary>Reads a <c>-C</c> target: other kinds, each marked by a letter, joined by <c>and</c>, <c>or</c>, <c>not</c> and
/// parentheses. A word without a letter is a glob. <c>and</c> binds more closely than <c>or</c>.</summary>
internal sealed class CompoundParser(string expression, TargetParts parts)
{
    private readonly List<(string Text, int At)> _words = [];
    private int _next;

    /// <exception cref="SaltException">BadRequest: what is wrong, with a caret under the place.</exception>
    public TargetMatcher Parse()
    {
        Split();
        if (_words.Count == 0) throw Fault("it is empty", 0);
        var matcher = Or();
        return _next == _words.Count
            ? matcher
            : throw Fault(_words[_next].Text == ")" ? "no parenthesis is open here" : "'and' or 'or' is missing here", _words[_next].At);
    }

    private void Split()
    {
        for (var at = 0; at < expression.Length;)
        {
            if (char.IsWhiteSpace(expression[at]))
            {
                at++;
                continue;
            }

            var start = at;
            if (expression[at] is '(' or ')') at++;
            else at = WordEnd(at);
            _words.Add((expression[start..at], start));
        }
    }

    // A regex may hold parentheses: within a word they belong to it as long as they are even.
    private int WordEnd(int at)
    {
        var open = 0;
        for (; at < expression.Length && !char.IsWhiteSpace(expression[at]); at++)
        {
            if (expression[at] == '(') open++;
            else if (expression[at] == ')' && --open < 0) break;
        }

        return at;
    }

    private TargetMatcher Or()
    {
        var left = And();
        while (TakeWord("or"))
        {
            var (one, other) = (left, And());
            left = subject => one(subject) || other(subject);
        }

        return left;
    }

    private TargetMatcher And()
    {
        var left = Not();
        while (TakeWord("and"))
        {
            var (one, other) = (left, Not());
            left = subject => one(subject) && other(subject);
        }

        return left;
    }

    private TargetMatcher Not()
    {
        if (!TakeWord("not")) return Operand();
        var negated = Not();
        return subject => !negated(subject);
    }

    private TargetMatcher Operand()
    {
        if (_next == _words.Count) throw Fault("a target is missing at the end", expression.Length);
        var (word, at) = _words[_next++];
        if (word == "(")
        {
            var inner = Or();
            if (!TakeWord(")")) throw Fault("this parenthesis is never closed", at);
            return inner;
        }

        if (word is ")" or "and" or "or") throw Fault($"a target is missing before '{word}'", at);
        try
        {
            return parts.Part(word);
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

    private SaltException Fault(string what, int at) =>
        new(Failure.BadRequest, $"target: {what}\n  {expression}\n  {new string(' ', at)}^");
}
