using System.Text.Json;

namespace Salt.Cli.Run;

/// <summary>Where text stops being JSON.</summary>
internal static class JsonPlace
{
    /// <summary><c>character 3</c>, or with the line where there are several. Both count from 1.</summary>
    public static string Of(JsonException e)
    {
        var character = (e.BytePositionInLine ?? 0) + 1;
        return e.LineNumber is > 0 and var line ? $"line {line + 1}, character {character}" : $"character {character}";
    }
}
