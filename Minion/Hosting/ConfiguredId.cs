using System.Net;
using Salt.Shared.Configuration;
using Salt.Shared.Identities;

namespace Salt.Minion.Hosting;

/// <summary>Who this minion is: <c>id</c> of its configuration, else the file <c>minion_id</c> beside it, else the
/// host's name.</summary>
internal static class ConfiguredId
{
    /// <summary>A name that breaks the pattern is reported to the reader; what is returned then names nobody.</summary>
    public static MinionId Find(OptionReader reader, string configDir)
    {
        if (reader.Has("id")) return reader.Parse<MinionId>("id", default, TryParse, $"a minion id ({MinionId.Rule})");

        var file = Path.Combine(configDir, "minion_id");
        var (name, source) = File.Exists(file)
            ? (File.ReadAllText(file).Trim(), $"in {file}")
            : (Dns.GetHostName(), $"of this host; set id in {Path.Combine(configDir, "minion")}");
        if (!MinionId.TryParse(name, out var id)) reader.Reject("id", $"'{name}' is not a minion id ({MinionId.Rule}), {source}");
        return id;
    }

    private static bool TryParse(string text, out MinionId id) => MinionId.TryParse(text, out id);
}
