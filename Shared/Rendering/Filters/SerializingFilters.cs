using System.Text.Json;
using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;
using Salt.Shared.Output.Yaml;
using Salt.Shared.Values;

namespace Salt.Shared.Rendering.Filters;

/// <summary>Filters that write values as text and read them from it.</summary>
internal static class SerializingFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        new("yaml", ["flow_style?"], (_, value, a) => new Markup(Flag(a[0], true) ? PythonYamlWriter.Flow(value) : PythonYamlWriter.Block(value))),
        new("json", ["sort_keys?", "indent?"], (_, value, a) => new Markup(PythonJson.Dump(value, a[1] is long indent ? (int)indent : null, Flag(a[0], true), asciiOnly: false))),
        // Other than Jinja's, Salt's leaves the keys as they stand: those of several kinds have no order.
        new("tojson", ["indent?"], (_, value, a) => new Markup(PythonJson.ForHtml(PythonJson.Dump(value, a[0] is long indent ? (int)indent : null, sortKeys: false)))),
        new("python", [], (_, value, _) => new Markup(PythonString.Repr(value))),
        new("load_yaml", [], (_, value, _) => ReadYaml(PythonString.Str(value))),
        new("load_json", [], (_, value, _) => ReadJson(PythonString.Str(value))),
        new("load_text", [], (_, value, _) => PythonString.Str(value)),
        new("yaml_encode", [], (_, value, _) => Encode(value)),
        new("yaml_dquote", [], (_, value, _) => Quote(PythonString.Str(value), '"')),
        new("yaml_squote", [], (_, value, _) => Quote(PythonString.Str(value), '\'')),
        new("dict_to_sls_yaml_params", ["flow_style?"], (_, value, a) => SlsParameters(value, Flag(a[0], false))),
    ];

    /// <exception cref="TemplateException">It is not YAML: where, and why.</exception>
    public static object? ReadYaml(string text)
    {
        try
        {
            return PythonYaml.Load(text);
        }
        catch (YamlFormatException e)
        {
            throw TemplateException.Runtime($"Unable to load YAML from what was rendered, line {e.Line}: {e.Message}");
        }
    }

    /// <exception cref="TemplateException">It is not JSON: where, and why.</exception>
    public static object? ReadJson(string text)
    {
        try
        {
            return PythonData.ParseJson(text);
        }
        catch (JsonException e)
        {
            throw TemplateException.Runtime(e.LineNumber is null
                ? $"Unable to load JSON from what was rendered: {e.Message}"
                : $"Unable to load JSON from what was rendered, line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: it is none from there on");
        }
    }

    private static bool Flag(object? value, bool otherwise) => value is Missing ? otherwise : PythonSequences.Truth(value);

    // Of a text even one that needs no quotes has them.
    private static string Encode(object? value) => value switch
    {
        PyDict or List<object?> or PyTuple => throw TemplateException.Type("yaml_encode() only works with YAML scalar data"),
        string text => Quote(text, '"'),
        _ => PythonYamlWriter.Flow(value),
    };

    // As PyYAML's emitter writes it in that style, on one line.
    private static string Quote(string text, char quote) => quote == '\''
        ? "'" + text.Replace("'", "''", StringComparison.Ordinal).Replace("\n", "\n\n", StringComparison.Ordinal) + "'"
        : DoubleQuotedWriter.Quote(text);

    private static Markup SlsParameters(object? value, bool flow)
    {
        if (value is not PyDict dict) throw TemplateException.Type("dict_to_sls_yaml_params needs a dict");
        var items = new List<object?>(dict.Select(entry => (object?)new PyDict { [entry.Key] = entry.Value }));
        return new Markup(flow ? PythonYamlWriter.Flow(items) : PythonYamlWriter.Block(items));
    }
}
