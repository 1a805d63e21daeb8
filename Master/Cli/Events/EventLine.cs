using System.Text.Json;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Events;

/// <summary>Events as text.</summary>
internal static class EventLine
{
    /// <summary><c>TAG\tJSON</c>, keys sorted and indented, as Salt's <c>state.event pretty=True</c>.</summary>
    public static string Pretty(Event e) => $"{e.Tag}\t{JsonText.Indented(json => WriteSorted(json, DataOf(e)))}";

    /// <summary>The same on one line.</summary>
    public static string Compact(Event e) => $"{e.Tag}\t{JsonText.Compact(DataOf(e).WriteTo)}";

    /// <summary>One JSON document: <c>{tag, data}</c>.</summary>
    public static string Json(Event e) => JsonText.Compact(json =>
    {
        json.WriteStartObject();
        json.WriteString("tag", e.Tag);
        json.WritePropertyName("data");
        DataOf(e).WriteTo(json);
        json.WriteEndObject();
    });

    private static JsonElement DataOf(Event e) => JsonText.Foreign(e.Data.Memory);

    private static void WriteSorted(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    WriteSorted(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteSorted(json, item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
