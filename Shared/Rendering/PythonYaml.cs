using System.Globalization;
using Salt.Jinja.Values;
using Salt.Shared.Values;
using YamlDotNet.RepresentationModel;

namespace Salt.Shared.Rendering;

/// <summary>YAML as Salt loads it: scalars by the rules of YAML 1.1, order kept, keys of any scalar, merge keys applied, a key
/// that is there twice an error.</summary>
public static class PythonYaml
{
    /// <param name="lines">Gets the lines of maps of several keys; null: nobody asks.</param>
    /// <exception cref="YamlFormatException">What is wrong, with its line and column.</exception>
    public static object? Load(string text, KeyLines? lines = null) => YamlReader.Read(text) is { } root ? new Conversion(lines).Convert(root) : null;

    private sealed class Conversion(KeyLines? lines) : YamlConversion<object?>
    {
        protected override object List(IEnumerable<object?> items) => items.ToList();

        // Merged keys come first, as in PyYAML: the map's own take their place, and keep theirs in the order. Of several
        // merged maps the first to have a key counts.
        protected override object Map(YamlMappingNode mapping)
        {
            var map = new PyDict();
            foreach (var (key, value) in mapping.Children)
            {
                if (!IsMerge(key)) continue;
                foreach (var merged in Merged<PyDict>(value).Reverse()) map.Update(merged);
            }

            var own = new Dictionary<object, YamlNode>(PythonEquality.Keys);
            foreach (var (key, value) in mapping.Children)
            {
                if (IsMerge(key)) continue;
                var name = Convert(key);
                if (!own.TryAdd(name ?? Missing.Value, key)) throw Twice(key, name, own[name ?? Missing.Value]);
                map[name] = Convert(value);
            }

            if (own.Count > 1) lines?.Note(map, [.. own.Select(key => (Name(key.Key), (int)key.Value.Start.Line))]);
            return map;
        }

        private static object? Name(object key) => ReferenceEquals(key, Missing.Value) ? null : key;

        protected override object Text(string text) => text;

        protected override object? Plain(string text) => text switch
        {
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            _ when YamlScalars.IsFloat(text) => Float(PythonData.FromJson(YamlScalars.Resolve(text))),
            _ => PythonData.FromJson(YamlScalars.Resolve(text)),
        };

        protected override object? Float(string text) => Float(Plain(text));

        // As JSON, a float without decimals is a whole number.
        private static object? Float(object? number) => number is long whole ? (double)whole : number;

        private static YamlFormatException Twice(YamlNode key, object? name, YamlNode first) => Fault(
            key, string.Create(CultureInfo.InvariantCulture, $"the key {PythonString.Repr(name)} is there twice, first in line {first.Start.Line}"));
    }
}
