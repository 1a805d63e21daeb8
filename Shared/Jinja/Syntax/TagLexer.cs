using System.Globalization;
using System.Text;
using Salt.Jinja.Methods;
using Salt.Jinja.Values;

namespace Salt.Jinja.Syntax;

/// <summary>Parts what is inside a tag: names, texts, numbers, operators.</summary>
internal sealed class TagLexer(string source, int at, int line, string template, string newline)
{
    private static readonly string[] Operators =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ];

    private readonly Stack<char> _open = [];

    public int At { get; private set; } = at;

    public int Line { get; private set; } = line;

    /// <summary>No bracket is open: the tag may end here.</summary>
    public bool IsBalanced => _open.Count == 0;

    /// <summary>Reads white space or a token.</summary>
    /// <returns>False: the template ends.</returns>
    /// <exception cref="TemplateException">A syntax error.</exception>
    public bool Read(List<Token> tokens)
    {
        if (At >= source.Length) return false;
        var c = source[At];
        if (TextMethods.IsSpace(c))
        {
            if (c == '\n') Line++;
            At++;
        }
        else if (char.IsDigit(c))
        {
            tokens.Add(ReadNumberOrName());
        }
        else if (IsNamePart(c))
        {
            tokens.Add(ReadName());
        }
        else if (c is '\'' or '"')
        {
            tokens.Add(ReadText(c));
        }
        else
        {
            tokens.Add(ReadOperator());
        }

        return true;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private Token ReadName()
    {
        var start = At;
        while (At < source.Length && IsNamePart(source[At])) At++;
        var name = source[start..At];
        return TextChecks.IsIdentifier(name) ? new Token(TokenKind.Name, name, Line) : throw Fault("Invalid character in identifier");
    }

    private Token ReadNumberOrName()
    {
        var number = new NumberScanner(source, At);
        var isAfterDot = At > 0 && source[At - 1] == '.';
        var end = isAfterDot ? At : number.RealEnd();
        if (end > At)
        {
            var text = source[At..end].Replace("_", "", StringComparison.Ordinal);
            // Digits of other scripts are digits of whole numbers only, as in Python.
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)) throw Fault($"'{text}' is no number");
            At = end;
            return new Token(TokenKind.Number, text, Line, real);
        }

        end = number.WholeEnd();
        var digits = source[At..end];
        At = end;
        if (!PythonNumbers.TryParseWhole(digits, 0, out var value)) throw Fault($"'{digits}' is no number");
        return new Token(TokenKind.Number, digits, Line, value);
    }

    private Token ReadText(char quote)
    {
        var (start, line) = (At, Line);
        for (At++; At < source.Length && source[At] != quote; At++)
        {
            if (source[At] == '\\') At++;
            if (At < source.Length && source[At] == '\n') Line++;
        }

        if (At >= source.Length)
        {
            Line = line;
            At = start;
            throw Fault($"unexpected char {PythonString.Quote(quote.ToString())} at {start}");
        }

        var text = source[(start + 1)..At];
        At++;
        if (newline != "\n") text = text.Replace("\n", newline, StringComparison.Ordinal);
        return new Token(TokenKind.Text, Unescape(text), line);
    }

    private Token ReadOperator()
    {
        foreach (var symbol in Operators)
        {
            if (string.CompareOrdinal(source, At, symbol, 0, symbol.Length) != 0) continue;
            Balance(symbol[0]);
            At += symbol.Length;
            return new Token(TokenKind.Operator, symbol, Line);
        }

        throw Fault($"unexpected char {PythonString.Quote(source[At].ToString())} at {At}");
    }

    private void Balance(char c)
    {
        switch (c)
        {
            case '{': _open.Push('}'); break;
            case '(': _open.Push(')'); break;
            case '[': _open.Push(']'); break;
            case '}' or ')' or ']':
                if (!_open.TryPop(out var expected)) throw Fault($"unexpected '{c}'");
                if (expected != c) throw Fault($"unexpected '{c}', expected '{expected}'");
                break;
        }
    }

    /// <summary>As a text literal of Python is read; what is no escape stays as it is.</summary>
    private string Unescape(string text)
    {
        if (!text.Contains('\\')) return text;
        var written = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                written.Append(text[i]);
                continue;
            }

            var c = text[++i];
            switch (c)
            {
                case '\n': break;
                case '\\' or '\'' or '"': written.Append(c); break;
                case 'a': written.Append('\a'); break;
                case 'b': written.Append('\b'); break;
                case 'f': written.Append('\f'); break;
                case 'n': written.Append('\n'); break;
                case 'r': written.Append('\r'); break;
                case 't': written.Append('\t'); break;
                case 'v': written.Append('\v'); break;
                case 'x': AppendHex(written, text, ref i, 2); break;
                case 'u': AppendHex(written, text, ref i, 4); break;
                case 'U': AppendHex(written, text, ref i, 8); break;
                case >= '0' and <= '7':
                    var code = 0;
                    var end = Math.Min(i + 3, text.Length);
                    for (; i < end && text[i] is >= '0' and <= '7'; i++) code = (code * 8) + text[i] - '0';
                    i--;
                    written.Append((char)code);
                    break;
                default: written.Append('\\').Append(c); break;
            }
        }

        return written.ToString();
    }

    private void AppendHex(StringBuilder written, string text, ref int i, int digits)
    {
        var start = i + 1;
        if (start + digits > text.Length || !int.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10ffff)
        {
            throw Fault($"an escape \\{text[i]} needs {digits} hexadecimal digits of a character");
        }

        written.Append(code is >= 0xd800 and <= 0xdfff ? ((char)code).ToString() : char.ConvertFromUtf32(code));
        i += digits;
    }

    private TemplateException Fault(string cause) => TemplateException.Syntax(cause, template, Line);
}
