using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>JSON as the values that templates work with, and back.</summary>
public static class PythonData
{
    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(json),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.Object => Dict(json),
        _ => null,
    };

    public static object? FromJson(JsonNode? json) => json switch
    {
        null => null,
        JsonObject map => Dict(map),
        JsonArray array => array.Select(FromJson).ToList(),
        _ => FromJson(Output.JsonText.Of(json)),
    };

    /// <summary>Keys that are no text become it, as JSON writes them; what JSON cannot hold becomes text.</summary>
    public static JsonNode? ToJson(object? value)
    {
        PythonStack.Check();
        return value switch
        {
            null => null,
            bool flag => JsonValue.Create(flag),
            long number => JsonValue.Create(number),
            double number when double.IsFinite(number) => JsonNode.Parse(PythonFloat.Repr(number)),
            BigInteger big => JsonNode.Parse(big.ToString()),
            string text => JsonValue.Create(text),
            PyDict dict => Map(dict),
            PyDictView view => new JsonArray([.. view.Items.Select(ToJson)]),
            IReadOnlyList<object?> list => new JsonArray([.. list.Select(ToJson)]),
            Undefined undefined => throw undefined.Error,
            _ => JsonValue.Create(PythonString.Str(value)),
        };
    }

    private static JsonObject Map(PyDict dict)
    {
        var map = new JsonObject();
        foreach (var (key, item) in dict) map[KeyOf(key)] = ToJson(item);
        return map;
    }

    private static string KeyOf(object? key) => key switch
    {
        null => "null",
        true => "true",
        false => "false",
        _ => PythonString.Str(key),
    };

    private static object Number(JsonElement json)
    {
        if (json.TryGetInt64(out var number)) return PythonNumbers.Box(number);
        var text = json.GetRawText();
        return text.AsSpan().ContainsAny('.', 'e', 'E') ? json.GetDouble() : PythonNumbers.Box(BigInteger.Parse(text));
    }

    private static PyDict Dict(JsonElement json)
    {
        var dict = new PyDict();
        foreach (var member in json.EnumerateObject()) dict[member.Name] = FromJson(member.Value);
        return dict;
    }

    private static PyDict Dict(JsonObject json)
    {
        var dict = new PyDict(json.Count);
        foreach (var (name, value) in json) dict[name] = FromJson(value);
        return dict;
    }
}
