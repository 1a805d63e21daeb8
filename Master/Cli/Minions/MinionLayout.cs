using System.Text.Json;
using Salt.Cli.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary>Minions as Salt's <c>manage</c> runner lays them out, sorted by id. Values in, JSON out.</summary>
internal static class MinionLayout
{
    /// <summary><c>manage.up</c> and <c>manage.down</c>: a list of ids, or, with addresses, a map.</summary>
    public static JsonElement Ids(IEnumerable<MinionView> minions, bool up, bool withAddress = false) => JsonText.Build(json =>
    {
        if (!withAddress)
        {
            WriteIds(json, minions, up);
            return;
        }

        json.WriteStartObject();
        foreach (var minion in Sorted(minions).Where(minion => minion.Up == up)) json.WriteString(minion.Id, minion.Address);
        json.WriteEndObject();
    });

    /// <summary><c>manage.versions</c>: in Salt's groups, and of those that are away what they last ran.</summary>
    public static JsonElement Versions(IEnumerable<MinionView> minions, string master) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        foreach (var group in Sorted(minions).GroupBy(minion => VersionGroup(minion, master)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(group.Key);
            foreach (var minion in group) json.WriteString(minion.Id, minion.Version);
            json.WriteEndObject();
        }

        json.WriteString("Master", master);
        json.WriteEndObject();
    });

    /// <summary><c>manage.status</c>: both lists.</summary>
    public static JsonElement Status(IReadOnlyCollection<MinionView> minions) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("up");
        WriteIds(json, minions, up: true);
        json.WritePropertyName("down");
        WriteIds(json, minions, up: false);
        json.WriteEndObject();
    });

    /// <summary>Everything known of each: <c>{id: {status, since, address, version}}</c>, and the address of a second
    /// machine that claims the same id.</summary>
    public static JsonElement Listed(IEnumerable<MinionView> minions) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        foreach (var minion in Sorted(minions))
        {
            json.WriteStartObject(minion.Id);
            json.WriteString("status", minion.Up ? "up" : "down");
            json.WriteString("since", minion.SinceUs > 0 ? JobLayout.Iso(minion.SinceUs) : null);
            json.WriteString("address", minion.Address);
            json.WriteString("version", minion.Version);
            if (minion.Duplicate.Length > 0) json.WriteString("duplicate", minion.Duplicate);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static string VersionGroup(MinionView minion, string master)
    {
        if (!minion.Up) return "Minion offline";
        var order = Version.TryParse(minion.Version, out var its) && Version.TryParse(master, out var ours)
            ? its.CompareTo(ours)
            : string.CompareOrdinal(minion.Version, master);
        return order == 0 ? "Up to date" : order < 0 ? "Minion requires update" : "Minion newer than master";
    }

    private static void WriteIds(Utf8JsonWriter json, IEnumerable<MinionView> minions, bool up)
    {
        json.WriteStartArray();
        foreach (var minion in Sorted(minions).Where(minion => minion.Up == up)) json.WriteStringValue(minion.Id);
        json.WriteEndArray();
    }

    private static IEnumerable<MinionView> Sorted(IEnumerable<MinionView> minions) =>
        minions.OrderBy(minion => minion.Id, StringComparer.Ordinal);
}
