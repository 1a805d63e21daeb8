using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Files;
using Salt.Shared.Output;
using Salt.Shared.Validation;

namespace Salt.Minion.Spool;

/// <summary>The JSON maps that the minion keeps in its cache folder. A damaged one is set aside: it never prevents a start.</summary>
internal static class KeptJson
{
    private static readonly JsonRule Rule = new(JsonShape.Map, JsonText.MaxDepth);

    /// <returns>Null: there is none.</returns>
    /// <exception cref="FormatException">It cannot be read, is no JSON map, has a key twice, or a text that is none.</exception>
    public static JsonElement? Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            ReadOnlyMemory<byte> json = RegularFile.ReadBytes(path);
            return JsonCheck.Fault(json, Rule) is { } fault ? throw new FormatException($"it {fault}") : JsonText.Parse(json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException(SystemErrors.Sentence(e), e);
        }
    }

    /// <summary>Reads a file by a rule; what does not fit it is moved to a file of the same name with <c>.damaged</c> behind it.</summary>
    /// <param name="read">Throws FormatException where the map is not what it should be.</param>
    /// <param name="tell">Is told the new name, or the old one if it could not be moved, and the reason.</param>
    public static T ReadOrSetAside<T>(string path, T otherwise, Func<JsonElement, T> read, Action<string, string> tell)
    {
        try
        {
            return Read(path) is { } json ? OwnJson.Read(json, read) : otherwise;
        }
        catch (FormatException e)
        {
            tell(SetAside(path), SystemErrors.OfReading(e));
            return otherwise;
        }
    }

    private static string SetAside(string path)
    {
        try
        {
            File.Move(path, path + ".damaged", overwrite: true);
            return path + ".damaged";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays where it is, and the next write replaces it if that is possible then.
            return path;
        }
    }
}
