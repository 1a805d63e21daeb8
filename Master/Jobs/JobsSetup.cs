using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Master.Targeting;

namespace Salt.Master.Jobs;

/// <summary>Adds the way of a job from a request to its last return.</summary>
public static class JobsSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services, JobsOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<TargetResolver>()
            .AddSingleton<DiskSpace>()
            .AddSingleton<JobIntake>()
            .AddSingleton<JobTable>()
            .AddSingleton<JobEvents>()
            .AddSingleton<JobOffers>()
            .AddSingleton<OwnRuns>()
            .AddSingleton<LateReturns>()
            .AddSingleton<JobSubmitter>()
            .AddSingleton<JobCancellation>()
            .AddSingleton<JobHistory>()
            .AddSingleton<JobPurge>()
            .AddSingleton<MinionReports>()
            .AddSingleton<Replies>()
            .AddSingleton<TurnSettlement>()
            .AddSingleton<WriteRetries>()
            .AddSingleton<OfferTurns>()
            .AddSingleton(provider => new ProcFolder(
                Path.Combine(options.Cache, "proc"), provider.GetRequiredService<ILogger<ProcFolder>>()))
            // Started in this order, and before the ports are opened.
            .AddHostedService(provider => provider.GetRequiredService<ProcFolder>())
            .AddHostedService(provider => provider.GetRequiredService<Replies>())
            .AddHostedService(provider => provider.GetRequiredService<WriteRetries>())
            .AddHostedService(provider => provider.GetRequiredService<OfferTurns>())
            .AddHostedService<JobRecovery>()
            .AddHostedService(provider => provider.GetRequiredService<JobPurge>())
            .AddHostedService<LongAway>();
}
