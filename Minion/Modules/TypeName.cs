using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>The name Salt's users know a value's type by.</summary>
internal static class TypeName
{
    public static string Of(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.Number => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "int" : "float",
        _ => "NoneType",
    };
}
