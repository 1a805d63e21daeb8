using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Control;

/// <summary>Adds what operators may call.</summary>
public static class ControlSetup
{
    public static IServiceCollection AddControl(this IServiceCollection services) =>
        services
            .AddSingleton<TargetViews>()
            .AddSingleton<JobTeller>()
            .AddSingleton<HistoryCalls>()
            .AddSingleton<JobCalls>()
            .AddSingleton<CancelCall>()
            .AddSingleton<RunnerCalls>()
            .AddSingleton<OutputCalls>()
            .AddSingleton<ExplainCall>()
            .AddSingleton<MinionCalls>()
            .AddSingleton<PillarShowCall>()
            .AddSingleton<ScheduleCall>()
            .AddSingleton<EventCalls>()
            .AddSingleton<KeyCalls>()
            .AddSingleton<OperatorCalls>()
            .AddSingleton<StatusCall>()
            .AddSingleton<ControlService>();
}
