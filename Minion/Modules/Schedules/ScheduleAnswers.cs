using System.Text.Json.Nodes;
using Salt.Shared.Scheduling;

namespace Salt.Minion.Modules.Schedules;

/// <summary>The maps that <c>schedule.*</c> answers with.</summary>
internal static class ScheduleAnswers
{
    public static JsonObject Done(JsonNode comment, JsonObject? changes = null) => changes is null
        ? new JsonObject { ["comment"] = comment, ["result"] = true }
        : new JsonObject { ["comment"] = comment, ["changes"] = changes, ["result"] = true };

    /// <param name="withChanges">Salt has an empty map of changes here.</param>
    public static JsonObject Failed(string comment, bool withChanges = false) => withChanges
        ? new JsonObject { ["comment"] = comment, ["result"] = false, ["changes"] = new JsonObject() }
        : new JsonObject { ["comment"] = comment, ["result"] = false };

    /// <summary>Why an entry cannot be changed here, and where it can; null: it can be changed here.</summary>
    public static string? Fixed(ScheduleItem item) => item.Source switch
    {
        ScheduleSource.Added => null,
        ScheduleSource.Config => "it is in this minion's configuration: change it there and restart the minion",
        ScheduleSource.Pillar => "it is in the pillar: change it there, on the master, and run saltutil.refresh_pillar",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item.Source, null),
    };
}
