using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Values;

/// <summary>YAML as JSON: scalars by the rules of YAML 1.1 (as PyYAML reads them), order kept, merge keys applied.</summary>
/// <remarks>Dates stay text. Keys that are not text become it, as JSON writes them: <c>1</c>, <c>true</c>, <c>null</c>.</remarks>
public static class YamlJson
{
    /// <summary>Aliases repeat what they name; past this many nodes a document is an attack, not data.</summary>
    private const int MaxNodes = 1_000_000;

    private const string MergeKey = "<<";

    /// <exception cref="YamlFormatException">The document cannot be JSON: an unknown tag, a map or list as key, an
    /// alias inside itself, or aliases that expand without bound.</exception>
    public static JsonNode? ToJson(YamlNode node)
    {
        var budget = MaxNodes;
        return Convert(node, YamlReader.MaxDepth, ref budget);
    }

    private static JsonNode? Convert(YamlNode node, int depthLeft, ref int budget)
    {
        if (depthLeft < 0) throw Fault(node, "an alias inside itself, or nested too deeply");
        if (--budget < 0) throw Fault(node, $"its aliases expand to more than {MaxNodes} nodes");
        switch (node)
        {
            case YamlScalarNode scalar:
                return Scalar(scalar);
            case YamlSequenceNode sequence:
                var array = new JsonArray();
                foreach (var item in sequence) array.Add(Convert(item, depthLeft - 1, ref budget));
                return array;
            case YamlMappingNode mapping:
                return Map(mapping, depthLeft, ref budget);
            default:
                throw Fault(node, "an alias to nothing");
        }
    }

    private static JsonObject Map(YamlMappingNode mapping, int depthLeft, ref int budget)
    {
        var map = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (IsMerge(key)) continue;
            if (!map.TryAdd(Key(key), Convert(value, depthLeft - 1, ref budget)))
            {
                throw Fault(key, $"the key '{Key(key)}' is there twice");
            }
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (IsMerge(key)) Merge(map, value, depthLeft - 1, ref budget);
        }

        return map;
    }

    /// <summary>A map's own keys win over merged ones, earlier merged maps over later ones.</summary>
    private static void Merge(JsonObject into, YamlNode from, int depthLeft, ref int budget)
    {
        if (from is YamlSequenceNode several)
        {
            foreach (var one in several) Merge(into, one, depthLeft, ref budget);
            return;
        }

        if (Convert(from, depthLeft, ref budget) is not JsonObject map) throw Fault(from, "'<<' takes a map or a list of maps");
        foreach (var (key, value) in map)
        {
            if (!into.ContainsKey(key)) into.Add(key, value?.DeepClone());
        }
    }

    private static bool IsMerge(YamlNode key) =>
        key is YamlScalarNode { Value: MergeKey, Style: ScalarStyle.Plain };

    private static string Key(YamlNode key) => key is YamlScalarNode scalar
        ? Scalar(scalar) switch
        {
            null => "null",
            var value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => value.GetValue<string>(),
            var value => value.ToJsonString(),
        }
        : throw Fault(key, "a map or a list cannot be a key");

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Tag.IsEmpty)
        {
            return scalar.Style is ScalarStyle.Plain ? YamlScalars.Resolve(text) : JsonValue.Create(text);
        }

        return scalar.Tag.Value switch
        {
            "!" or "tag:yaml.org,2002:str" or "tag:yaml.org,2002:binary" or "tag:yaml.org,2002:timestamp" => JsonValue.Create(text),
            "tag:yaml.org,2002:null" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" =>
                YamlScalars.Resolve(text),
            var tag => throw Fault(scalar, $"the tag '{tag}' is not known"),
        };
    }

    private static YamlFormatException Fault(YamlNode node, string message) =>
        new((int)node.Start.Line, (int)node.Start.Column, message);
}
