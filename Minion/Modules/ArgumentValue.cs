using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>Reads a value as what its declaration asks for.</summary>
internal static class ArgumentValue
{
    /// <summary>Converts what loses nothing: a number typed for a text is its digits, <c>"5"</c> typed for an integer
    /// is 5, one value typed for a list is a list of one, a list of maps typed for a map is their union.</summary>
    /// <param name="value">Not null.</param>
    public static bool TryRead(JsonNode value, ArgumentKind kind, out JsonNode? read)
    {
        read = kind switch
        {
            ArgumentKind.Text => value is JsonValue ? JsonValue.Create(ScalarText.Of(value)) : null,
            ArgumentKind.WholeNumber => WholeNumber(value),
            ArgumentKind.Number => Number(value),
            ArgumentKind.Boolean => Boolean(value),
            ArgumentKind.List => value as JsonArray ?? new JsonArray(value.DeepClone()),
            ArgumentKind.Map => value as JsonObject ?? Union(value as JsonArray),
            _ => value,
        };
        return read is not null;
    }

    /// <summary>What a kind is called in a message.</summary>
    public static string NameOf(ArgumentKind kind) => kind switch
    {
        ArgumentKind.Text => "a text",
        ArgumentKind.WholeNumber => "an integer",
        ArgumentKind.Number => "a number",
        ArgumentKind.Boolean => "True or False",
        ArgumentKind.List => "a list",
        ArgumentKind.Map => "a map",
        _ => "a value",
    };

    private static JsonValue? WholeNumber(JsonNode value) =>
        long.TryParse(Digits(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : null;

    private static JsonValue? Number(JsonNode value) =>
        double.TryParse(Digits(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;

    private static string? Digits(JsonNode value) =>
        value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String ? ScalarText.Of(value) : null;

    private static JsonValue? Boolean(JsonNode value) => value is not JsonValue ? null : ScalarText.Of(value).ToUpperInvariant() switch
    {
        "TRUE" or "1" => JsonValue.Create(true),
        "FALSE" or "0" => JsonValue.Create(false),
        _ => null,
    };

    private static JsonObject? Union(JsonArray? maps)
    {
        if (maps is null || !maps.All(map => map is JsonObject)) return null;
        var union = new JsonObject();
        foreach (var (name, value) in maps.SelectMany(map => map!.AsObject())) union[name] = value?.DeepClone();
        return union;
    }
}
