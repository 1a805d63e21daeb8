namespace Salt.Shared.Scheduling;

/// <summary>Where an entry of the schedule was declared. An earlier one wins over a later one of the same name.</summary>
public enum ScheduleSource
{
    /// <summary>By <c>schedule.add</c>.</summary>
    Added,

    /// <summary>In the minion's configuration.</summary>
    Config,

    /// <summary>In its pillar, on the master.</summary>
    Pillar,
}
