using System.Text.Json;

namespace Salt.Shared.Output;

/// <summary>JSON that whoever looks into it later can read to its end: no key comes twice, every text is one.</summary>
public static class StrictJson
{
    /// <exception cref="FormatException">What is wrong with it.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth, AllowDuplicateProperties = false });
            CheckTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public static bool IsList(ReadOnlyMemory<byte> utf8) => IsOf(JsonValueKind.Array, utf8);

    public static bool IsMap(ReadOnlyMemory<byte> utf8) => IsOf(JsonValueKind.Object, utf8);

    private static bool IsOf(JsonValueKind kind, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Parse(utf8).ValueKind == kind;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // Half a surrogate pair or a byte that is no UTF-8 would be noticed by whoever reads the text first.
    private static void CheckTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) CheckTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    CheckTexts(member.Value);
                }

                break;
        }
    }
}
