using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Values;

/// <summary>Goes through a YAML document and makes values of it: bounds, tags and merge keys are the same whatever is made.</summary>
/// <typeparam name="T">What is made of a node.</typeparam>
internal abstract class YamlConversion<T>
{
    /// <summary>Aliases repeat what they name; past this many nodes a document is an attack, not data.</summary>
    private const int MaxNodes = 1_000_000;

    private const string Tag = "tag:yaml.org,2002:";

    private int _budget = MaxNodes;
    private int _depth;

    /// <exception cref="YamlFormatException">What is wrong, with its line and column.</exception>
    public T Convert(YamlNode node)
    {
        if (_depth > YamlReader.MaxDepth) throw Fault(node, "an alias inside itself, or nested too deeply");
        if (--_budget < 0) throw Fault(node, $"its aliases expand to more than {MaxNodes} nodes");
        _depth++;
        var value = node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode sequence => List(sequence.Select(Convert)),
            YamlMappingNode mapping => Map(mapping),
            _ => throw Fault(node, "an alias to nothing"),
        };
        _depth--;
        return value;
    }

    /// <param name="items">To be gone through once, at once.</param>
    protected abstract T List(IEnumerable<T> items);

    protected abstract T Map(YamlMappingNode mapping);

    /// <summary>A text that is one whatever it looks like.</summary>
    protected abstract T Text(string text);

    /// <summary>A text without quotes, which may mean a number, a boolean, nothing.</summary>
    protected abstract T Plain(string text);

    /// <summary>What is said to be a float.</summary>
    protected virtual T Float(string text) => Plain(text);

    /// <summary>Refuses what is not quoted and cannot stand so, though YamlDotNet takes it among brackets.</summary>
    /// <exception cref="YamlFormatException">It needs quotes.</exception>
    protected virtual void CheckPlain(YamlScalarNode scalar, string text)
    {
        if (text is ['@' or '`' or '%' or '|' or '>', ..]) throw Fault(scalar, $"a text that begins with '{text[0]}' needs quotes");
    }

    protected static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

    /// <summary>The maps behind a merge key, in the order in which they stand.</summary>
    /// <exception cref="YamlFormatException">One is no map.</exception>
    protected IEnumerable<TMap> Merged<TMap>(YamlNode from)
        where TMap : T
    {
        foreach (var one in from is YamlSequenceNode several ? several.Children : [from])
            yield return Convert(one) is TMap map ? map : throw Fault(one, "'<<' takes a map or a list of maps");
    }

    protected static YamlFormatException Fault(YamlNode node, string message) => new((int)node.Start.Line, (int)node.Start.Column, message);

    private T Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is ScalarStyle.Plain) CheckPlain(scalar, text);
        if (scalar.Tag.IsEmpty) return scalar.Style is ScalarStyle.Plain ? Plain(text) : Text(text);
        return scalar.Tag.Value switch
        {
            "!" or Tag + "str" or Tag + "binary" or Tag + "timestamp" => Text(text),
            Tag + "null" or Tag + "bool" or Tag + "int" => Plain(text),
            Tag + "float" => Float(text),
            var tag => throw Fault(scalar, $"the tag '{tag}' is not known"),
        };
    }
}
