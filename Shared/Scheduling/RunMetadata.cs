using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Shared.Scheduling;

/// <summary>The metadata of an entry's runs: the entry's own, and which entry it is.</summary>
public static class RunMetadata
{
    /// <summary>Under it stands the entry's name.</summary>
    public const string Schedule = "schedule";

    public static JsonObject Of(ScheduleEntry entry)
    {
        var metadata = entry.Metadata is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        metadata[Schedule] = entry.Name;
        return metadata;
    }
}
