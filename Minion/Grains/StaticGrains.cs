using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Shared.Values;

namespace Salt.Minion.Grains;

/// <summary>Grains that were set by hand in the file <c>grains</c> beside the minion's configuration.</summary>
internal static class StaticGrains
{
    /// <exception cref="SaltException">BadRequest: the file is no map; the message names file and line.</exception>
    public static JsonObject Read(string file)
    {
        if (!Path.Exists(file)) return [];
        try
        {
            var document = YamlReader.Read(File.ReadAllText(file));
            return (document is null ? null : YamlJson.ToJson(document)) switch
            {
                null => [],
                JsonObject map => map,
                _ => throw new SaltException(Failure.BadRequest, $"{file}: grains are a map of names to values"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.BadRequest, $"{file} cannot be read: {SystemErrors.Sentence(e, file)}", inner: e);
        }
        catch (YamlFormatException e)
        {
            throw new SaltException(Failure.BadRequest, $"{file}:{e.Line}: {e.Message}", inner: e);
        }
    }
}
