using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>JSON as the values that templates work with, and back.</summary>
public static class PythonData
{
    /// <summary>As in Python.</summary>
    private const int MostDigits = 4300;

    /// <exception cref="Salt.Jinja.TemplateException">A number is too long.</exception>
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

    /// <summary>Reads what a template or a file holds.</summary>
    /// <exception cref="JsonException">It is no JSON, or has half a character in it, which nothing here can hold.</exception>
    /// <exception cref="Salt.Jinja.TemplateException">A number is too long.</exception>
    public static object? ParseJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return FromJson(json.RootElement);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("it has half a character (a lone surrogate) in it", e);
        }
    }

    /// <summary>Keys that are no text become it, as JSON writes them; what JSON cannot hold becomes text.</summary>
    /// <exception cref="Salt.Jinja.TemplateException">It is nested too deeply, or holds what is undefined.</exception>
    public static JsonNode? ToJson(object? value) => ToJson(value, 1);

    private static JsonNode? ToJson(object? value, int level)
    {
        Nesting.Check(level);
        WorkBudget.Spend(WorkBudget.Item);
        return value switch
        {
            null => null,
            bool flag => JsonValue.Create(flag),
            long number => JsonValue.Create(number),
            double number when double.IsFinite(number) => JsonNode.Parse(PythonFloat.Repr(number)),
            BigInteger big => JsonNode.Parse(big.ToString()),
            string text => JsonValue.Create(text),
            PyDict dict => Map(dict, level),
            PyDictView view => List(view.Items, level),
            IReadOnlyList<object?> list => List(list, level),
            Undefined undefined => throw undefined.Error,
            _ => JsonValue.Create(PythonString.Str(value)),
        };
    }

    private static JsonArray List(IEnumerable<object?> items, int level) => new([.. items.Select(item => ToJson(item, level + 1))]);

    private static JsonObject Map(PyDict dict, int level)
    {
        var map = new JsonObject();
        foreach (var (key, item) in dict) map[KeyOf(key)] = ToJson(item, level + 1);
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
        if (text.Length > MostDigits) throw Salt.Jinja.TemplateException.Value($"a number of {text.Length} characters; {MostDigits} are read at most");
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
