namespace Salt.Shared.Scheduling;

/// <summary>An entry of a schedule is wrong; the message says what, in one line.</summary>
public sealed class ScheduleEntryException(string message) : FormatException(message);
