using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Values;

namespace Salt.Minion.Modules;

/// <summary>A value as the text a user of Salt expects it to be: <c>True</c>, <c>None</c>, numbers as they were written.</summary>
public static class ScalarText
{
    /// <returns>Lists and maps as Python writes them.</returns>
    public static string Of(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "None",
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Number => value.ToJsonString(),
        _ => PythonText.Repr(value),
    };
}
