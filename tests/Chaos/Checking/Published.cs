namespace Salt.Tests.Chaos.Checking;

/// <summary>An event about one target of a job.</summary>
/// <param name="Life">Which process of the master published it.</param>
/// <param name="State">As it says that the target has ended.</param>
/// <param name="Content">All but the time of the event.</param>
internal sealed record Published(string Life, string Jid, string Minion, string State, string Content);
