namespace Salt.Shared.Cron;

/// <summary>A time that comes twice.</summary>
public enum DstOverlap
{
    First,
    Second,
    Both,
}
