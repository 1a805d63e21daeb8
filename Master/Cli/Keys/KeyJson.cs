using System.Text.Json;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary>Keys as Salt's JSON has them: a member for each section. Values in, JSON out.</summary>
internal static class KeyJson
{
    /// <summary>Salt's name for the master's own key: here the key of its certificate.</summary>
    public const string ServerKey = "master.pem";

    /// <summary>Salt's name for what minions set as <c>master_finger</c>: here the key of the master's CA.</summary>
    public const string CaKey = "master.pub";

    /// <summary>The ids of each section.</summary>
    public static JsonElement Ids(IEnumerable<KeySection> sections, IReadOnlyCollection<KeyView> keys) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        foreach (var section in sections) WriteIds(json, section.Folder, section.Of(keys).Select(key => key.Id));
        json.WriteEndObject();
    });

    /// <summary>One list under one name.</summary>
    public static JsonElement Ids(string name, IEnumerable<string> ids) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        WriteIds(json, name, ids);
        json.WriteEndObject();
    });

    /// <summary>What belongs to each id, in the sections that have any; of an id with several denied keys, a list.</summary>
    /// <param name="local">Also the master's own fingerprints.</param>
    public static JsonElement Values(IReadOnlyCollection<KeyView> keys, Func<KeyView, string> value, KeyList? local) =>
        JsonText.Build(json =>
        {
            json.WriteStartObject();
            foreach (var section in KeySection.MinionsInJson.Where(section => section.Of(keys).Any()))
            {
                json.WriteStartObject(section.Folder);
                foreach (var id in section.Of(keys).GroupBy(key => key.Id)) WriteValues(json, id.Key, [.. id.Select(value)]);
                json.WriteEndObject();
            }

            if (local is not null)
            {
                json.WriteStartObject(KeySection.Local.Folder);
                json.WriteString(ServerKey, local.MasterFingerprint);
                json.WriteString(CaKey, local.CaFingerprint);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

    private static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, string id, IReadOnlyList<string> values)
    {
        if (values.Count == 1)
        {
            json.WriteString(id, values[0]);
            return;
        }

        json.WriteStartArray(id);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
