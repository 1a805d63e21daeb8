namespace Salt.Shared.Scheduling;

public static class ScheduleSources
{
    /// <summary>As users see it: <c>added</c>, <c>config</c>, <c>pillar</c>.</summary>
    public static string ToName(this ScheduleSource source) => source switch
    {
        ScheduleSource.Added => "added",
        ScheduleSource.Config => "config",
        ScheduleSource.Pillar => "pillar",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };
}
