namespace Salt.Minion.Scheduling;

/// <summary>The schedule, and what runs what is due.</summary>
internal sealed record ScheduleParts(MinionSchedule Schedule, Scheduler Scheduler);
