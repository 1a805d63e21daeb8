using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision.Trees;

/// <summary>A job's root process, by the two numbers that name one process of this boot.</summary>
internal readonly record struct JobRoot(Jid Jid, int Pid, ulong StartTime);
