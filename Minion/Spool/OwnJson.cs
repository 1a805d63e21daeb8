using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Validation;

namespace Salt.Minion.Spool;

/// <summary>The JSON maps that the minion has written for itself: nothing is taken from one that is damaged, wherever the damage
/// is.</summary>
internal static class OwnJson
{
    /// <summary>Arguments are at most so deep, and lie in a map of their own here.</summary>
    private const int Depth = 64;

    private static readonly JsonRule Rule = new(JsonShape.Map, Depth);

    /// <exception cref="FormatException">It is no JSON map, has a key twice or a text that is none, or <paramref name="read"/> misses
    /// something in it: a member, its kind, its range.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        if (JsonCheck.Fault(json, Rule) is { } fault) throw new FormatException($"it {fault}");
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
        return Read(document.RootElement, read);
    }

    /// <summary>Of a map that was checked.</summary>
    /// <inheritdoc cref="Read{T}(ReadOnlyMemory{byte}, Func{JsonElement, T})"/>
    public static T Read<T>(JsonElement json, Func<JsonElement, T> read)
    {
        try
        {
            return read(json);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException(SystemErrors.OfReading(e), e);
        }
    }
}
