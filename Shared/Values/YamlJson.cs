using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Values;

/// <summary>YAML as JSON: scalars by the rules of YAML 1.1 (as PyYAML reads them), order kept, merge keys applied.</summary>
/// <remarks>Dates stay text. Keys that are not text become it, as JSON writes them: <c>1</c>, <c>true</c>, <c>null</c>.</remarks>
public static class YamlJson
{
    /// <exception cref="YamlFormatException">The document cannot be JSON: an unknown tag, a map or list as key, an
    /// alias inside itself, or aliases that expand without bound.</exception>
    public static JsonNode? ToJson(YamlNode node) => new Conversion().Convert(node);

    private sealed class Conversion : YamlConversion<JsonNode?>
    {
        protected override JsonNode List(IEnumerable<JsonNode?> items) => new JsonArray([.. items]);

        /// <summary>A map's own keys win over merged ones, earlier merged maps over later ones.</summary>
        protected override JsonNode Map(YamlMappingNode mapping)
        {
            var map = new JsonObject();
            foreach (var (key, value) in mapping.Children)
            {
                if (IsMerge(key)) continue;
                var name = Key(key);
                if (!map.TryAdd(name, Convert(value))) throw Fault(key, $"the key '{name}' is there twice");
            }

            // Of several merge keys the last decides, of several maps behind one the first.
            foreach (var (key, value) in mapping.Children.Reverse())
            {
                if (!IsMerge(key)) continue;
                foreach (var (name, merged) in Merged<JsonObject>(value).SelectMany(from => from)) map.TryAdd(name, merged?.DeepClone());
            }

            return map;
        }

        protected override JsonNode Text(string text) => JsonValue.Create(text);

        protected override JsonNode? Plain(string text) => YamlScalars.Resolve(text);

        private string Key(YamlNode key) => Convert(key) switch
        {
            null => "null",
            var value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            var value => value.ToJsonString(),
        };
    }
}
