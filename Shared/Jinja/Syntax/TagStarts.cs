namespace Salt.Jinja.Syntax;

/// <summary>Finds where tags begin. Of several at one place the longest counts: <c>&lt;%=</c> before <c>&lt;%</c>.</summary>
internal sealed class TagStarts(JinjaOptions options, string source)
{
    private readonly Mark[] _marks =
    [
        .. new Mark[]
        {
            new(TagKind.Variable, options.VariableStart),
            new(TagKind.Block, options.BlockStart),
            new(TagKind.Comment, options.CommentStart),
        }.OrderByDescending(mark => mark.Text.Length),
    ];

    private readonly TagStart?[] _found = new TagStart?[3];
    private readonly bool[] _isExhausted = new bool[3];

    public TagStart? Next(int at)
    {
        TagStart? next = null;
        for (var i = 0; i < _marks.Length; i++) Take(Find(i, at, _marks[i]));
        if (options.LineStatementPrefix is { } statement) Take(FindLine(at, TagKind.LineStatement, statement));
        if (options.LineCommentPrefix is { } comment) Take(FindLine(at, TagKind.LineComment, comment));
        return next;

        void Take(TagStart? found)
        {
            if (found is { } start && (next is not { } best || start.At < best.At || (start.At == best.At && start.Length > best.Length))) next = start;
        }
    }

    // What lies ahead is looked for once.
    private TagStart? Find(int index, int at, Mark mark)
    {
        if (_isExhausted[index]) return null;
        if (_found[index] is { } known && known.At >= at) return known;
        var found = source.IndexOf(mark.Text, at, StringComparison.Ordinal);
        _isExhausted[index] = found < 0;
        _found[index] = found < 0 ? null : new TagStart(mark.Kind, found, mark.Text.Length);
        return _found[index];
    }

    private TagStart? FindLine(int at, TagKind kind, string prefix)
    {
        for (var found = source.IndexOf(prefix, at, StringComparison.Ordinal); found >= 0; found = source.IndexOf(prefix, found + 1, StringComparison.Ordinal))
        {
            var start = found;
            while (start > at && source[start - 1] is ' ' or '\t' or '\v') start--;
            var isLineStart = start == 0 || source[start - 1] == '\n';
            if (isLineStart || (kind == TagKind.LineComment && !char.IsWhiteSpace(source[start - 1])))
                return new TagStart(kind, start, found - start + prefix.Length);
        }

        return null;
    }

    private readonly record struct Mark(TagKind Kind, string Text);
}
