using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision;

/// <summary>News from the supervisor about one job: it started, or (with <paramref name="End"/>) it ended.</summary>
public sealed record SupervisorReport(Jid Jid, StartRecord Start, EndRecord? End);
