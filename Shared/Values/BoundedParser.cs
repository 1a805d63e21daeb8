using Salt.Jinja.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Salt.Shared.Values;

/// <summary>The events of a document for the recursive loader behind it: those that nest too deeply are refused, and those that a
/// tab indents, and keys that are no single values: the loader would go through them, and what they name, to tell them apart. Merge
/// keys are marked as such.</summary>
/// <param name="text">What is parsed.</param>
internal sealed class BoundedParser(IParser parser, string text, int limit) : IParser
{
    private readonly Stack<bool?> _open = [];
    private readonly Dictionary<AnchorName, ParsingEvent> _anchors = [];
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
        CheckKey(Current!);
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

    // Of each open collection: null for a list, true in a map whose next node is a key.
    private void CheckKey(ParsingEvent current)
    {
        switch (current)
        {
            case MappingEnd or SequenceEnd:
                _open.Pop();
                return;
            case not (NodeEvent or AnchorAlias):
                return;
        }

        if (_open.TryPop(out var isKey))
        {
            if (isKey == true) CheckSingle(current);
            _open.Push(!isKey);
        }

        if (current is NodeEvent { Anchor: { IsEmpty: false } name }) _anchors[name] = current;
        if (current is MappingStart) _open.Push(true);
        else if (current is SequenceStart) _open.Push(null);
    }

    private void CheckSingle(ParsingEvent key)
    {
        var named = key is AnchorAlias alias ? _anchors.GetValueOrDefault(alias.Value) : key;
        if (named is Scalar) return;
        throw new YamlException(key.Start, key.End, named switch
        {
            SequenceStart => "a list cannot be a key; text that begins with a bracket needs quotes",
            MappingStart => "a map cannot be a key; text with {{ }} in it needs quotes",
            _ => "an alias to nothing that stands before it",
        });
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
