using System.Globalization;
using System.Text.Json;
using Salt.Jinja;

namespace Salt.Shared.Rendering.Queries;

/// <summary>The words of a JMESPath expression, one after the other.</summary>
internal sealed class JmesTokens
{
    private static readonly string[] Symbols = ["[?", "[]", "&&", "||", "==", "!=", "<=", ">=", ".", "*", "[", "]", "{", "}", "(", ")", ",", ":", "@", "&", "|", "!", "<", ">"];

    private readonly string _text;
    private readonly List<JmesToken> _tokens = [];
    private int _next;

    /// <exception cref="TemplateException">There is a character that begins nothing.</exception>
    public JmesTokens(string text)
    {
        _text = text;
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else _tokens.Add(Read(ref at));
        }

        _tokens.Add(new JmesToken(JmesKind.End, "", null));
    }

    public JmesToken Current => _tokens[_next];

    public JmesToken Ahead => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    public JmesToken Next() => Current.Kind == JmesKind.End ? Current : _tokens[_next++];

    public bool Is(string symbol) => Current.Kind == JmesKind.Symbol && Current.Text == symbol;

    public bool Skip(string symbol)
    {
        if (!Is(symbol)) return false;
        _next++;
        return true;
    }

    public void Expect(string symbol)
    {
        if (!Skip(symbol)) throw Fault($"'{symbol}' is missing before '{Current.Text}'");
    }

    public TemplateException Fault(string what) => TemplateException.Value($"the JMESPath expression '{_text}' is malformed: {what}");

    private JmesToken Read(ref int at)
    {
        var start = at;
        var c = _text[at];
        switch (c)
        {
            case '\'':
                return new JmesToken(JmesKind.Literal, "", Quoted(ref at).Replace("\\'", "'", StringComparison.Ordinal));
            case '"':
                Quoted(ref at);
                return new JmesToken(JmesKind.Name, (string)Json(_text[start..at])!, null);
            case '`':
                var literal = Quoted(ref at).Replace("\\`", "`", StringComparison.Ordinal).Trim();
                return new JmesToken(JmesKind.Literal, "", Json(literal));
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            while (at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] == '_')) at++;
            return new JmesToken(JmesKind.Name, _text[start..at], null);
        }

        if (char.IsAsciiDigit(c) || c == '-')
        {
            at++;
            while (at < _text.Length && char.IsAsciiDigit(_text[at])) at++;
            return long.TryParse(_text.AsSpan(start, at - start), CultureInfo.InvariantCulture, out var number)
                ? new JmesToken(JmesKind.Number, _text[start..at], number)
                : throw Fault($"'{_text[start..at]}' is no number");
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, at, symbol, 0, symbol.Length) != 0) continue;
            at += symbol.Length;
            return new JmesToken(JmesKind.Symbol, symbol, null);
        }

        throw Fault($"'{c}' begins nothing");
    }

    private string Quoted(ref int at)
    {
        var (quote, start) = (_text[at], at + 1);
        for (at++; at < _text.Length; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] == quote) return _text[start..at++];
        }

        throw Fault($"{quote} is not closed");
    }

    private object? Json(string text)
    {
        try
        {
            return PythonData.ParseJson(text);
        }
        catch (JsonException)
        {
            // As the language once had it, a word needs no quotes.
            return text.StartsWith('"') ? throw Fault($"{text} is no JSON") : text;
        }
    }
}
