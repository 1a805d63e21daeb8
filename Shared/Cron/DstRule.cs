namespace Salt.Shared.Cron;

/// <summary>What becomes of a time of day that a change of the clocks leaves out, or brings twice.</summary>
public sealed record DstRule(DstGap Gap, DstOverlap Overlap)
{
    /// <summary>After the gap; the first of two.</summary>
    public static DstRule Default { get; } = new(DstGap.After, DstOverlap.First);
}
