using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Minion.Pillar;

/// <summary>The pillar as others than the daemon see it: the file that the daemon keeps.</summary>
internal static class KeptPillar
{
    /// <summary>Why nobody else can ask for a new one.</summary>
    public const string OfDaemon = "the pillar is refreshed by the running daemon; on the master: master-cli pillar refresh";

    /// <summary>Why nobody else has that of one environment.</summary>
    public const string NotOfOneEnvironment = "ERROR: pillarenv and saltenv are the running daemon's to ask for; on the master: master-cli run ID pillar.items pillarenv=ENV";

    private static JsonElement Empty => JsonText.Of(new JsonObject());

    /// <summary>Empty if there is none yet, or none that can be read: it is set aside then, until the daemon asks for it again.</summary>
    /// <param name="cache">The minion's cache folder.</param>
    public static JsonElement Read(string cache, ILogger log) => KeptJson.ReadOrSetAside(PathIn(cache), Empty, json => json, log.NotLoaded);

    /// <summary>The same for who has no log to say it in.</summary>
    /// <exception cref="SaltException">Internal: the file is damaged.</exception>
    public static JsonElement Read(string cache)
    {
        try
        {
            return KeptJson.Read(PathIn(cache)) ?? Empty;
        }
        catch (FormatException e)
        {
            throw new SaltException(Failure.Internal, $"{PathIn(cache)} is damaged ({e.Message}); on the master: master-cli pillar refresh");
        }
    }

    private static string PathIn(string cache) => Path.Combine(cache, "pillar.json");
}
