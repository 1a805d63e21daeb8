using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Salt.Shared.Values;

/// <summary>Refuses documents that nest too deeply before the recursive loader behind it overflows its stack.</summary>
internal sealed class DepthLimitedParser(IParser parser, int limit) : IParser
{
    private int _depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        if (!parser.MoveNext()) return false;
        _depth += parser.Current switch
        {
            MappingStart or SequenceStart => 1,
            MappingEnd or SequenceEnd => -1,
            _ => 0,
        };
        return _depth <= limit
            ? true
            : throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {limit} levels");
    }
}
