using System.Text.Json.Nodes;

namespace Salt.Minion.States.Running;

/// <summary>Reads results of states, as they are returned.</summary>
internal static class Results
{
    /// <summary>Null: it would change something.</summary>
    public static bool? Of(JsonObject result) => (bool?)result["result"];

    public static bool HasFailed(JsonObject result) => Of(result) == false;

    public static bool HasChanges(JsonObject result) => result["changes"] is JsonObject { Count: > 0 };

    public static bool SkipsWatch(JsonObject result) => result["skip_watch"] is not null;

    /// <summary>False: its requisites kept it from running.</summary>
    public static bool HasRun(JsonObject result) => (bool?)result["__state_ran__"] ?? true;
}
