using Salt.Jinja.Methods;

namespace Salt.Jinja.Syntax;

/// <summary>Parts a template into data and tags, with the rules for white space around tags.</summary>
internal sealed class Lexer
{
    private readonly JinjaOptions _options;
    private readonly string _template;
    private readonly string _source;
    private readonly TagStarts _starts;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;

    private Lexer(JinjaOptions options, string template, string source)
    {
        _options = options;
        _template = template;
        _source = Normalize(source, options.KeepTrailingNewline);
        _starts = new TagStarts(options, _source);
    }

    /// <exception cref="TemplateException">A syntax error, with its line.</exception>
    public static List<Token> Tokenize(JinjaOptions options, string template, string source)
    {
        var lexer = new Lexer(options, template, source);
        lexer.Run();
        return lexer._tokens;
    }

    private static string Normalize(string source, bool keepTrailingNewline)
    {
        if (source.Contains('\r'))
            source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return !keepTrailingNewline && source.EndsWith('\n') ? source[..^1] : source;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            if (_starts.Next(_at) is not { } start)
            {
                AddData(_at, _source.Length);
                break;
            }

            var open = start.At + start.Length;
            var sign = start.Kind != TagKind.LineComment && At(open) is '-' or '+' ? At(open) : '\0';
            var line = LineAt(start.At);
            AddData(_at, EndOfData(start, sign));
            Advance(open + (sign == '\0' ? 0 : 1));
            switch (start.Kind)
            {
                case TagKind.Comment: SkipComment(line); break;
                case TagKind.LineComment: Advance(_source.IndexOf('\n', _at) is >= 0 and var end ? end : _source.Length); break;
                case TagKind.Variable: ReadTag(TokenKind.VariableBegin, TokenKind.VariableEnd, _options.VariableEnd, isLine: false); break;
                case TagKind.LineStatement: ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, "", isLine: true); break;
                case TagKind.Block when RawBegin() is { } raw: ReadRaw(raw); break;
                default: ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, _options.BlockEnd, isLine: false); break;
            }
        }

        _tokens.Add(new Token(TokenKind.End, "", _line));
    }

    // What a tag takes away of the text in front of it.
    private int EndOfData(TagStart start, char sign)
    {
        var end = start.At;
        if (sign == '-')
        {
            while (end > _at && TextMethods.IsSpace(_source[end - 1])) end--;
        }
        else if (sign != '+' && _options.LstripBlocks && start.Kind != TagKind.Variable)
        {
            var lineStart = end;
            while (lineStart > _at && _source[lineStart - 1] != '\n') lineStart--;
            var isAtLineStart = lineStart > _at || _at == 0 || _source[_at - 1] == '\n';
            if (isAtLineStart && _source.AsSpan(lineStart, end - lineStart).IsWhiteSpace()) end = lineStart;
        }

        return end;
    }

    private void SkipComment(int line)
    {
        var end = _source.IndexOf(_options.CommentEnd, _at, StringComparison.Ordinal);
        // As in Jinja, one that opens at the very end is nothing.
        if (end < 0 && _at == _source.Length) return;
        if (end < 0) throw Fault("Missing end of comment tag", line);
        // The sign belongs to the end: the shortest match begins with it.
        var sign = end > _at ? _source[end - 1] : '\0';
        Advance(AfterEnd(end + _options.CommentEnd.Length, sign, trims: true));
    }

    private int? RawBegin()
    {
        var at = SkipWord(_at, "raw");
        if (at < 0) return null;
        if (Has(at, "-" + _options.BlockEnd)) return AfterEnd(at + 1 + _options.BlockEnd.Length, '-', trims: false);
        return Has(at, _options.BlockEnd) ? at + _options.BlockEnd.Length : null;
    }

    private void ReadRaw(int begin)
    {
        var line = _line;
        Advance(begin);
        for (var at = begin; (at = _source.IndexOf(_options.BlockStart, at, StringComparison.Ordinal)) >= 0; at += _options.BlockStart.Length)
        {
            var open = at + _options.BlockStart.Length;
            var sign = At(open) is '-' or '+' ? At(open) : '\0';
            var end = SkipWord(open + (sign == '\0' ? 0 : 1), "endraw");
            if (end < 0) continue;
            var endSign = At(end) is '-' or '+' && Has(end + 1, _options.BlockEnd) ? At(end) : '\0';
            if (endSign != '\0') end++;
            if (!Has(end, _options.BlockEnd)) continue;
            AddData(begin, EndOfData(new TagStart(TagKind.Block, at, 0), sign));
            Advance(AfterEnd(end + _options.BlockEnd.Length, endSign, trims: true));
            return;
        }

        throw Fault("Missing end of raw directive", line);
    }

    private void ReadTag(TokenKind begin, TokenKind end, string close, bool isLine)
    {
        _tokens.Add(new Token(begin, "", _line));
        var tag = new TagLexer(_source, _at, _line, _template, _options.NewlineSequence);
        while (true)
        {
            if (tag.IsBalanced && EndOfTag(tag.At, close, isLine, end == TokenKind.BlockEnd) is { } after)
            {
                _at = tag.At;
                _line = tag.Line;
                _tokens.Add(new Token(end, "", _line));
                Advance(after);
                return;
            }

            if (!tag.Read(_tokens))
            {
                // The parser knows better what is missing.
                _at = _source.Length;
                _line = tag.Line;
                return;
            }
        }
    }

    private int? EndOfTag(int at, string close, bool isLine, bool isBlock)
    {
        if (isLine)
        {
            var end = at;
            while (end < _source.Length && TextMethods.IsSpace(_source[end])) end++;
            if (end == _source.Length) return end;
            var newline = _source.AsSpan(at, end - at).LastIndexOf('\n');
            return newline < 0 ? null : at + newline + 1;
        }

        if (isBlock && At(at) == '+' && Has(at + 1, close)) return at + 1 + close.Length;
        if (At(at) == '-' && Has(at + 1, close)) return AfterEnd(at + 1 + close.Length, '-', trims: false);
        return Has(at, close) ? AfterEnd(at + close.Length, '\0', trims: isBlock) : null;
    }

    /// <summary>Behind a tag's end, less the white space that it takes away.</summary>
    private int AfterEnd(int at, char sign, bool trims)
    {
        if (sign == '-')
        {
            while (at < _source.Length && TextMethods.IsSpace(_source[at])) at++;
        }
        else if (sign != '+' && trims && _options.TrimBlocks && At(at) == '\n')
        {
            at++;
        }

        return at;
    }

    /// <returns>Behind the word and the space around it; -1: it is not there.</returns>
    private int SkipWord(int at, string word)
    {
        while (TextMethods.IsSpace(At(at))) at++;
        if (!Has(at, word)) return -1;
        at += word.Length;
        while (TextMethods.IsSpace(At(at))) at++;
        return at;
    }

    private void AddData(int start, int end)
    {
        if (end <= start) return;
        var text = _source[start..end];
        if (_options.NewlineSequence != "\n") text = text.Replace("\n", _options.NewlineSequence, StringComparison.Ordinal);
        _tokens.Add(new Token(TokenKind.Data, text, _line));
    }

    private void Advance(int to)
    {
        _line = LineAt(to);
        _at = to;
    }

    private int LineAt(int at) => _line + _source.AsSpan(_at, Math.Max(0, at - _at)).Count('\n');

    private char At(int at) => at < _source.Length ? _source[at] : '\0';

    private bool Has(int at, string text) => string.CompareOrdinal(_source, at, text, 0, text.Length) == 0;

    private TemplateException Fault(string cause, int line) => TemplateException.Syntax(cause, _template, line);
}
