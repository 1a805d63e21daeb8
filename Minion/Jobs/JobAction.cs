using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>What the <see cref="JobTable"/> wants done; the pipeline does it, in order.</summary>
internal abstract record JobAction(Jid Jid)
{
    /// <summary>Check the offer, then write it to disk, or run it at once if its function is the daemon's own.</summary>
    public sealed record Admit(PublishedJob Job) : JobAction(Job.Jid);

    /// <summary>Tell the issuer that it is accepted, and its place.</summary>
    public sealed record TellAccepted(Jid Jid, int Place) : JobAction(Jid);

    /// <summary>Tell the issuer that it runs.</summary>
    public sealed record TellRunning(Jid Jid, StartRecord Start) : JobAction(Jid);

    /// <summary>Have the supervisor start it.</summary>
    public sealed record Launch(Jid Jid) : JobAction(Jid);

    /// <summary>Make its return and write it down.</summary>
    public sealed record Finish(PublishedJob Job, StartRecord? Start, EndRecord End) : JobAction(Job.Jid);

    /// <summary>Send its return to the issuer.</summary>
    public sealed record Send(Jid Jid) : JobAction(Jid);

    /// <summary>The issuer has its return.</summary>
    public sealed record MarkStored(Jid Jid) : JobAction(Jid);

    /// <summary>It was withdrawn: delete its folder.</summary>
    public sealed record Discard(Jid Jid) : JobAction(Jid);

    /// <summary>Its issuer granted a job that is not here.</summary>
    public sealed record ReportMissing(Jid Jid, string Issuer) : JobAction(Jid);
}
