using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Output;

namespace Salt.Minion.Pillar;

/// <summary>The pillar as others than the daemon see it: the file that the daemon keeps.</summary>
internal static class KeptPillar
{
    /// <summary>Why nobody else can ask for a new one.</summary>
    public const string OfDaemon = "the pillar is refreshed by the running daemon; on the master: master-cli pillar refresh";

    /// <summary>Empty if there is none yet.</summary>
    /// <param name="cache">The minion's cache folder.</param>
    public static JsonElement Read(string cache)
    {
        var path = Path.Combine(cache, "pillar.json");
        return File.Exists(path) ? JsonText.Parse(File.ReadAllBytes(path)) : JsonText.Of(new JsonObject());
    }
}
