using Salt.Master.Sessions;

namespace Salt.Master.Runners.Modules;

/// <summary>Versions in Salt's groups, and of minions that are away what they last ran. Values in, JSON out.</summary>
internal static class VersionReport
{
    /// <param name="master">The master's version.</param>
    public static RunnerAnswer Of(IEnumerable<MinionStatus> minions, string master) => RunnerAnswer.Build(json =>
    {
        json.WriteStartObject();
        foreach (var group in minions.GroupBy(minion => GroupOf(minion, master)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(group.Key);
            foreach (var minion in group) json.WriteString(minion.Id.ToString(), minion.Version);
            json.WriteEndObject();
        }

        json.WriteString("Master", master);
        json.WriteEndObject();
    });

    private static string GroupOf(MinionStatus minion, string master)
    {
        if (!minion.IsUp) return "Minion offline";
        var order = Version.TryParse(minion.Version, out var its) && Version.TryParse(master, out var ours)
            ? its.CompareTo(ours)
            : string.CompareOrdinal(minion.Version, master);
        return order == 0 ? "Up to date" : order < 0 ? "Minion requires update" : "Minion newer than master";
    }
}
