using Salt.Jinja.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Salt.Shared.Values;

/// <summary>The events of a document for the recursive loader behind it: those that nest too deeply are refused, and those that a
/// tab indents; merge keys are marked as such.</summary>
/// <param name="text">What is parsed.</param>
internal sealed class BoundedParser(IParser parser, string text, int limit) : IParser
{
    private int _depth;
    private int _bracketed;
    private int _merges;

    public ParsingEvent? Current { get; private set; }

    public bool MoveNext()
    {
        WorkBudget.Step();
        if (!parser.MoveNext()) return false;
        Current = parser.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain, Tag.IsEmpty: true } merge ? Marked(merge) : parser.Current;
        if (_bracketed == 0 && Current is (Scalar or MappingStart or SequenceStart or AnchorAlias) && IsIndentedByTab((int)Current.Start.Index))
            throw new YamlException(Current.Start, Current.End, "a tab may not stand here");
        _bracketed += Current switch
        {
            MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow } => 1,
            MappingEnd or SequenceEnd when _bracketed > 0 => -1,
            _ => 0,
        };
        _depth += Current switch
        {
            MappingStart or SequenceStart => 1,
            MappingEnd or SequenceEnd => -1,
            _ => 0,
        };
        return _depth <= limit
            ? true
            : throw new YamlException(Current!.Start, Current.End, $"nested deeper than {limit} levels");
    }

    // The tab stands where a line begins, or behind a dash or question mark that begins an entry.
    private bool IsIndentedByTab(int at)
    {
        var (start, hasTab) = (Math.Min(at, text.Length) - 1, false);
        for (; start >= 0 && (text[start] is ' ' or '\t'); start--) hasTab |= text[start] == '\t';
        if (!hasTab) return false;
        if (start < 0 || text[start] is '\n' or '\r') return true;
        return text[start] is ('-' or '?') && (start == 0 || char.IsWhiteSpace(text[start - 1]));
    }

    private Scalar Marked(Scalar merge) => new(
        merge.Anchor, YamlTags.MergeKey(_merges++), merge.Value, merge.Style, isPlainImplicit: false, isQuotedImplicit: false, merge.Start, merge.End);
}
