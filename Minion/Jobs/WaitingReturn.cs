using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>A return that its issuer has yet to store.</summary>
/// <param name="Open">It may be large, and most of them are on disk.</param>
public sealed record WaitingReturn(Jid Jid, Func<OpenReturn> Open)
{
    /// <summary>The job itself, if this minion issued it: the master has not heard of it before.</summary>
    public PublishedJob? Own { get; init; }
}
