using System.Text.Json.Nodes;

namespace Salt.Shared.Scheduling;

/// <summary>What <c>schedule.json</c> keeps.</summary>
/// <param name="Enabled">Whether the schedule as a whole runs; null: nobody has said.</param>
/// <param name="Added">The entries that were added here, by name.</param>
/// <param name="Progress">How far each entry has come, by name.</param>
public sealed record ScheduleState(bool? Enabled, JsonObject Added, IReadOnlyDictionary<string, EntryProgress> Progress)
{
    /// <summary>The newest answers to calls that changed the schedule, oldest first.</summary>
    public IReadOnlyList<ScheduleAnswer> Answers { get; init; } = [];

    public static ScheduleState Empty { get; } = new(null, [], new Dictionary<string, EntryProgress>());
}
