using System.Text.Json.Nodes;

namespace Salt.Shared.Scheduling;

/// <summary>What was answered to a call that changed the schedule, kept with the change: the same call, asked again after a crash,
/// has the same answer.</summary>
/// <param name="Key">The call: its jid, its function and the entry.</param>
public sealed record ScheduleAnswer(string Key, JsonObject Answer);
