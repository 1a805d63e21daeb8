namespace Salt.Tests.Chaos.Checking;

/// <summary>What was done to a part of the cluster.</summary>
/// <param name="Kind">For the table.</param>
/// <param name="Part">Of the cluster.</param>
/// <param name="IsKill">A daemon was killed by it.</param>
/// <param name="From">Uptime.</param>
internal sealed record Disturbed(string Kind, string Part, bool IsKill, double From);
