using System.Text.Json.Nodes;

namespace Salt.Master.Schedules;

/// <param name="Issuer">The master's name.</param>
/// <param name="Entries">As the configuration declares them (<c>schedule</c>), by name.</param>
/// <param name="LoopInterval">The clock is looked at no less often (<c>loop_interval</c>); runs begin at their own time.</param>
public sealed record MasterScheduleOptions(string Issuer, JsonObject Entries, TimeSpan LoopInterval);
