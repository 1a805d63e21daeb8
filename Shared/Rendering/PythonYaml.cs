using System.Globalization;
using Salt.Jinja.Values;
using Salt.Shared.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Rendering;

/// <summary>YAML as Salt loads it: scalars by the rules of YAML 1.1, order kept, keys of any scalar, merge keys applied, a key
/// that is there twice an error.</summary>
public static class PythonYaml
{
    /// <summary>Aliases repeat what they name; past this many nodes a document is an attack, not data.</summary>
    private const int MaxNodes = 1_000_000;

    private const string Tag = "tag:yaml.org,2002:";

    /// <exception cref="YamlFormatException">What is wrong, with its line and column.</exception>
    public static object? Load(string text)
    {
        if (YamlReader.Read(text) is not { } root) return null;
        var budget = MaxNodes;
        return new Reading(text).Convert(root, YamlReader.MaxDepth, ref budget);
    }

    /// <summary>One document, and the text that it is read from.</summary>
    private sealed class Reading(string source)
    {
        public object? Convert(YamlNode node, int depthLeft, ref int budget)
        {
            if (depthLeft < 0) throw Fault(node, "an alias inside itself, or nested too deeply");
            if (--budget < 0) throw Fault(node, $"its aliases expand to more than {MaxNodes} nodes");
            switch (node)
            {
                case YamlScalarNode scalar:
                    return Scalar(scalar);
                case YamlSequenceNode sequence:
                    var list = new List<object?>(sequence.Children.Count);
                    foreach (var item in sequence) list.Add(Convert(item, depthLeft - 1, ref budget));
                    return list;
                case YamlMappingNode mapping:
                    return Map(mapping, depthLeft, ref budget);
                default:
                    throw Fault(node, "an alias to nothing");
            }
        }

        // Merged keys come first, as in PyYAML: the map's own take their place, and keep theirs in the order.
        private PyDict Map(YamlMappingNode mapping, int depthLeft, ref int budget)
        {
            var merged = new PyDict();
            foreach (var (key, value) in mapping.Children)
            {
                if (IsMerge(key)) Merge(merged, value, depthLeft - 1, ref budget);
            }

            var own = new Dictionary<object, YamlNode>(PythonEquality.Keys);
            foreach (var (key, value) in mapping.Children)
            {
                if (IsMerge(key)) continue;
                var name = KeyOf(key, depthLeft, ref budget);
                if (!own.TryAdd(name ?? Missing.Value, key)) throw Twice(key, name, own[name ?? Missing.Value]);
                merged[name] = Convert(value, depthLeft - 1, ref budget);
            }

            return merged;
        }

        private object? KeyOf(YamlNode key, int depthLeft, ref int budget) => Convert(key, depthLeft - 1, ref budget) switch
        {
            List<object?> => throw Fault(key, "a list cannot be a key; text that begins with a bracket needs quotes"),
            PyDict => throw Fault(key, "a map cannot be a key; text with {{ }} in it needs quotes"),
            var name => name,
        };

        // Of several maps the first to have a key counts.
        private void Merge(PyDict into, YamlNode from, int depthLeft, ref int budget)
        {
            if (from is YamlSequenceNode several)
            {
                foreach (var one in several.Reverse()) Merge(into, one, depthLeft, ref budget);
                return;
            }

            if (Convert(from, depthLeft, ref budget) is not PyDict map) throw Fault(from, "'<<' takes a map or a list of maps");
            into.Update(map);
        }

        private object? Scalar(YamlScalarNode scalar)
        {
            var text = scalar.Value ?? "";
            if (scalar.Style is ScalarStyle.Plain && (text.Contains('\t') || (text.Length > 0 && source.ElementAtOrDefault((int)scalar.Start.Index - 1) == '\t')))
                throw Fault(scalar, "there is a tab in or before a text without quotes; only spaces may stand there");
            if (scalar.Style is ScalarStyle.Plain && text is ['@' or '`' or '%' or '|' or '>', ..]) throw Fault(scalar, $"a text that begins with '{text[0]}' needs quotes");
            if (scalar.Tag.IsEmpty) return scalar.Style is ScalarStyle.Plain ? Plain(text) : text;
            return scalar.Tag.Value switch
            {
                "!" or Tag + "str" or Tag + "binary" or Tag + "timestamp" => text,
                Tag + "null" => null,
                Tag + "bool" or Tag + "int" => Plain(text),
                Tag + "float" => Plain(text) is long number ? (double)number : Plain(text),
                var tag => throw Fault(scalar, $"the tag '{tag}' is not known"),
            };
        }

        private static object? Plain(string text) => text switch
        {
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            _ when PythonData.FromJson(YamlScalars.Resolve(text)) is var value => value is long whole && YamlScalars.IsFloat(text) ? (double)whole : value,
            _ => null,
        };

        private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

        private static YamlFormatException Twice(YamlNode key, object? name, YamlNode first) => Fault(
            key, string.Create(CultureInfo.InvariantCulture, $"the key {PythonString.Repr(name)} is there twice, first in line {first.Start.Line}"));

        private static YamlFormatException Fault(YamlNode node, string message) => new((int)node.Start.Line, (int)node.Start.Column, message);
    }
}
