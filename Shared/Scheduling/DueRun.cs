namespace Salt.Shared.Scheduling;

/// <summary>A run that is to begin now.</summary>
/// <param name="Due">When it should have begun: its time and its splay.</param>
public sealed record DueRun(ScheduleEntry Entry, DateTimeOffset Due);
