using System.Text;
using Salt.Jinja.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Values;

/// <summary>Goes through a YAML document and makes values of it: bounds, tags and merge keys are the same whatever is made.</summary>
/// <typeparam name="T">What is made of a node.</typeparam>
internal abstract class YamlConversion<T>
{
    /// <summary>Aliases repeat what they name; past this many nodes a document is an attack, not data.</summary>
    private const int MaxNodes = 1_000_000;

    private const string Tag = YamlTags.Standard;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _budget = MaxNodes;
    private int _depth;

    /// <exception cref="YamlFormatException">What is wrong, with its line and column.</exception>
    public T Convert(YamlNode node)
    {
        if (_depth > YamlReader.MaxDepth) throw Fault(node, "an alias inside itself, or nested too deeply");
        if (--_budget < 0) throw Fault(node, $"its aliases expand to more than {MaxNodes} nodes");
        WorkBudget.Spend(WorkBudget.Item);
        _depth++;
        var value = node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode sequence when Fits(sequence, "seq") => List(sequence.Select(Convert)),
            YamlMappingNode mapping when Fits(mapping, "map", "omap") => Map(mapping),
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
    private static void CheckPlain(YamlScalarNode scalar, string text)
    {
        if (text is ['@' or '`' or '%' or '|' or '>', ..]) throw Fault(scalar, $"a text that begins with '{text[0]}' needs quotes");
    }

    protected static bool IsMerge(YamlNode key) => key is YamlScalarNode { Tag.IsEmpty: false } && YamlTags.IsMerge(key.Tag);

    /// <summary>The maps behind a merge key, in the order in which they stand.</summary>
    /// <exception cref="YamlFormatException">One is no map.</exception>
    protected IEnumerable<TMap> Merged<TMap>(YamlNode from)
        where TMap : T
    {
        foreach (var one in from is YamlSequenceNode several ? several.Children : [from])
            yield return Convert(one) is TMap map ? map : throw Fault(one, "'<<' takes a map or a list of maps");
    }

    protected static YamlFormatException Fault(YamlNode node, string message) => new((int)node.Start.Line, (int)node.Start.Column, message);

    /// <exception cref="YamlFormatException">The tag says that it is something else, or nothing that is known.</exception>
    private static bool Fits(YamlNode node, params ReadOnlySpan<string> names)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value == "!") return true;
        foreach (var name in names)
        {
            if (node.Tag.Value == Tag + name) return true;
        }

        throw Fault(node, YamlTags.OfCollections.Contains(node.Tag.Value)
            ? $"the tag '{YamlTags.Shown(node.Tag)}' does not go with {(node is YamlSequenceNode ? "a list" : "a map")}"
            : Unknown(node));
    }

    private static string Unknown(YamlNode node) => $"the tag '{YamlTags.Shown(node.Tag)}' is not known";

    private T Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (YamlTags.IsMerge(scalar.Tag)) throw Fault(scalar, "'<<' merges maps into the one whose key it is; as a text it needs quotes");
        if (scalar.Style is ScalarStyle.Plain) CheckPlain(scalar, text);
        if (scalar.Tag.IsEmpty && scalar.Style is not ScalarStyle.Plain) return Text(text);
        if (text.Length > YamlScalars.MostDigits && YamlScalars.IsNumber(text)) throw Fault(scalar, $"a number of {text.Length} characters; {YamlScalars.MostDigits} are read at most");
        if (scalar.Tag.IsEmpty) return Plain(text);
        // The tag that says nothing has quotes not count, as in PyYAML.
        return scalar.Tag.Value switch
        {
            "!" => Plain(text),
            Tag + "str" or Tag + "timestamp" or Tag + "python/unicode" => Text(text),
            Tag + "binary" => Text(Decoded(scalar, text)),
            Tag + "null" => Plain(""),
            Tag + "bool" => YamlScalars.IsBoolean(text.ToLowerInvariant()) ? Plain(text.ToLowerInvariant()) : throw Misfit(scalar, text),
            Tag + "int" => YamlScalars.Whole(text) is { } whole ? Plain(whole) : throw Misfit(scalar, text),
            Tag + "float" => YamlScalars.Real(text) is { } real ? Float(real) : throw Misfit(scalar, text),
            _ => throw (YamlTags.OfCollections.Contains(scalar.Tag.Value)
                ? Fault(scalar, $"the tag '{YamlTags.Shown(scalar.Tag)}' does not go with a single value")
                : Fault(scalar, Unknown(scalar))),
        };
    }

    private static YamlFormatException Misfit(YamlScalarNode scalar, string text) => Fault(scalar, $"'{text}' is no value of the tag '{YamlTags.Shown(scalar.Tag)}'");

    private static string Decoded(YamlScalarNode scalar, string text)
    {
        try
        {
            return Utf8.GetString(System.Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw Fault(scalar, "the tag '!!binary' stands on a text that is no base64");
        }
        catch (DecoderFallbackException)
        {
            throw Fault(scalar, "what the tag '!!binary' stands on is no text in UTF-8 when it is decoded; other bytes cannot be held here");
        }
    }
}
