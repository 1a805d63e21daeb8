using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>What somebody who follows a job's output is told.</summary>
internal abstract record OutputNews
{
    public sealed record Printed(MinionId Minion, OutputPart Part) : OutputNews;

    /// <summary>What it prints comes when the minion is back.</summary>
    /// <param name="SinceUs">0: not known.</param>
    public sealed record Away(MinionId Minion, long SinceUs) : OutputNews;

    public sealed record Back(MinionId Minion) : OutputNews;

    /// <summary>The job has ended there, and all that is kept of its output was told.</summary>
    public sealed record Ended(JobTarget Target, OutputTotals Totals) : OutputNews;
}
