using System.Text.Json;
using Salt.Shared.Output;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary>Minions as <c>minions list</c> lays them out, sorted by id. Values in, JSON out.</summary>
internal static class MinionLayout
{
    /// <summary>Everything known of each: <c>{id: {status, since, address, version}}</c>, and the address of a second
    /// machine that claims the same id.</summary>
    public static JsonElement Listed(IEnumerable<MinionView> minions) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        foreach (var minion in Sorted(minions))
        {
            json.WriteStartObject(minion.Id);
            json.WriteString("status", minion.Up ? "up" : "down");
            json.WriteString("since", minion.SinceUs > 0 ? Instants.Iso(minion.SinceUs) : null);
            json.WriteString("address", minion.Address);
            json.WriteString("version", minion.Version);
            if (minion.Duplicate.Length > 0) json.WriteString("duplicate", minion.Duplicate);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static IEnumerable<MinionView> Sorted(IEnumerable<MinionView> minions) =>
        minions.OrderBy(minion => minion.Id, StringComparer.Ordinal);
}
