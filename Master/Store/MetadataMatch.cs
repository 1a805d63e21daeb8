using System.Text.Json;
using Salt.Shared.Output;
using Salt.Shared.Values;

namespace Salt.Master.Store;

/// <summary>Whether a job's metadata has what is looked for.</summary>
internal sealed class MetadataMatch(ReadOnlyMemory<byte> wanted)
{
    private readonly JsonElement _wanted = wanted.IsEmpty ? default : JsonText.Parse(wanted);

    /// <summary>All members that are looked for are there. Plain values are compared as text: who types <c>ticket=7</c>
    /// does not know how it was written.</summary>
    public bool IsMatch(ReadOnlyMemory<byte> metadata)
    {
        if (_wanted.ValueKind != JsonValueKind.Object) return true;
        if (metadata.IsEmpty) return false;
        var found = JsonText.Foreign(metadata);
        return found.ValueKind == JsonValueKind.Object && _wanted.EnumerateObject().All(member =>
            found.TryGetProperty(member.Name, out var value) && IsSame(value, member.Value));
    }

    private static bool IsSame(JsonElement found, JsonElement wanted) => IsPlain(found) && IsPlain(wanted)
        ? PythonText.Str(found) == PythonText.Str(wanted)
        : JsonElement.DeepEquals(found, wanted);

    private static bool IsPlain(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
