namespace Salt.Shared.Scheduling;

/// <summary>A run that did not happen although it was due.</summary>
/// <param name="Due">When, or when the first of them.</param>
/// <param name="Count">How many of the entry's runs, one after the other, did not happen for the same reason.</param>
/// <param name="Reason">One line.</param>
public sealed record MissedRun(string Name, DateTimeOffset Due, int Count, string Reason);
