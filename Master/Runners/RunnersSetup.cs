using Microsoft.Extensions.DependencyInjection;
using Salt.Master.Runners.Modules;
using Salt.Master.Sessions;
using Salt.Master.Targeting;
using Salt.Shared.Configuration;

namespace Salt.Master.Runners;

/// <summary>Adds the runner functions and what runs them.</summary>
public static class RunnersSetup
{
    public static IServiceCollection AddRunners(this IServiceCollection services) =>
        services
            .AddSingleton<JobsModule>()
            .AddSingleton<JobListModule>()
            .AddSingleton(provider => new ManageModule(
                () => provider.GetRequiredService<MinionStatuses>().All, provider.GetRequiredService<TargetResolver>(), ProductVersion.Text))
            .AddSingleton<CacheModule>()
            .AddSingleton<PillarModule>()
            .AddSingleton<EventModule>()
            .AddSingleton<TestModule>()
            .AddSingleton(provider => new RunnerCatalog(
            [
                .. provider.GetRequiredService<JobsModule>().Functions,
                .. provider.GetRequiredService<JobListModule>().Functions,
                .. provider.GetRequiredService<ManageModule>().Functions,
                .. provider.GetRequiredService<CacheModule>().Functions,
                .. provider.GetRequiredService<PillarModule>().Functions,
                .. provider.GetRequiredService<EventModule>().Functions,
                .. provider.GetRequiredService<TestModule>().Functions,
            ]))
            .AddSingleton<RunnerJobSpecs>()
            .AddSingleton<RunnerRecords>()
            .AddSingleton<RunnerEvents>()
            .AddSingleton<RunnerRuns>()
            .AddHostedService(provider => provider.GetRequiredService<RunnerRuns>());
}
