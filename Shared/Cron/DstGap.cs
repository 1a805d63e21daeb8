namespace Salt.Shared.Cron;

/// <summary>A time that does not exist.</summary>
public enum DstGap
{
    /// <summary>The first instant after the gap takes its place.</summary>
    After,

    /// <summary>It is left out.</summary>
    Skip,
}
