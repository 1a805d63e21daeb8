using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Schedules;

/// <summary>Adds the master's own schedule.</summary>
public static class SchedulesSetup
{
    public static IServiceCollection AddSchedules(this IServiceCollection services, MasterScheduleOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<ScheduledRunners>()
            .AddSingleton<MasterSchedule>()
            .AddHostedService<MasterScheduler>();
}
