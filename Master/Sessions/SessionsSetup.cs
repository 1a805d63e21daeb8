using Microsoft.Extensions.DependencyInjection;
using Salt.Master.Jobs;
using Salt.Master.Output;
using Salt.Master.Targeting;

namespace Salt.Master.Sessions;

/// <summary>Adds the minions' streams.</summary>
public static class SessionsSetup
{
    public static IServiceCollection AddSessions(this IServiceCollection services, SessionsOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<SessionRegistry>()
            .AddSingleton<IMinionLinks>(provider => provider.GetRequiredService<SessionRegistry>())
            .AddSingleton<IOutputLinks, OutputLinks>()
            .AddSingleton<MinionDirectory>()
            .AddSingleton<IKnownMinions>(provider => provider.GetRequiredService<MinionDirectory>())
            .AddSingleton<Presences>()
            .AddSingleton<MinionStatuses>()
            .AddSingleton<SessionGate>()
            .AddSingleton<LargeReturns>()
            .AddSingleton<Violations>()
            .AddSingleton<SessionListener>()
            .AddSingleton<SessionHost>()
            .AddSingleton<EnrolmentCalls>()
            .AddSingleton<PillarCalls>()
            .AddSingleton<FileCalls>()
            .AddSingleton<MinionHubService>()
            .AddHostedService(provider => provider.GetRequiredService<MinionDirectory>())
            .AddHostedService<RevokedKeys>()
            .AddHostedService<Heartbeats>();
}
