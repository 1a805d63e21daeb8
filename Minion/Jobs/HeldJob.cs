using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>One row of the <see cref="JobTable"/>.</summary>
internal sealed class HeldJob(PublishedJob job, JobPhase phase)
{
    public PublishedJob Job { get; } = job;

    public Jid Jid => Job.Jid;

    public JobPhase Phase { get; set; } = phase;

    /// <summary>Its issuer said that it may start.</summary>
    public bool Granted { get; set; }

    /// <summary>Its issuer took it back while it was arriving.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>Counts acceptances: the order in which jobs get their turn.</summary>
    public long Turn { get; set; }

    /// <summary>Place in the queue as its issuer was told; 0: it does not wait for others.</summary>
    public int Place { get; set; }

    public StartRecord? Start { get; set; }

    /// <summary>How it ended, once it has returned.</summary>
    public JobState End { get; set; }

    /// <summary>As its issuer sees it.</summary>
    public JobState State => Phase switch
    {
        JobPhase.Returned => End,
        _ when Start is not null => JobState.Running,
        _ => JobState.Accepted,
    };
}
