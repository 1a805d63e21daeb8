using System.Text.Json;
using Salt.Cli.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Minions;

/// <summary>Minions as Salt's <c>manage</c> runner lays them out, sorted by id. Values in, JSON out.</summary>
internal static class MinionLayout
{
    /// <summary><c>manage.up</c> and <c>manage.down</c>: a list of ids.</summary>
    public static JsonElement Ids(IEnumerable<MinionView> minions, bool up) =>
        JsonText.Build(json => WriteIds(json, minions, up));

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

    private static void WriteIds(Utf8JsonWriter json, IEnumerable<MinionView> minions, bool up)
    {
        json.WriteStartArray();
        foreach (var minion in Sorted(minions).Where(minion => minion.Up == up)) json.WriteStringValue(minion.Id);
        json.WriteEndArray();
    }

    private static IEnumerable<MinionView> Sorted(IEnumerable<MinionView> minions) =>
        minions.OrderBy(minion => minion.Id, StringComparer.Ordinal);
}
