using Salt.Master.Jobs;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>One minion whose output is followed.</summary>
internal sealed class FollowedTarget(OutputReader reader)
{
    public OutputReader Reader => reader;

    /// <summary>Null until it is known.</summary>
    public JobTarget? Target { get; set; }

    /// <summary>Set once all that is kept of the output has come, or there is none.</summary>
    public OutputTotals? Totals { get; set; }

    public bool IsToldAway { get; set; }

    /// <summary>That it is over was told.</summary>
    public bool IsTold { get; set; }

    public bool IsOver => Totals is not null && Target is { IsEnded: true };
}
