using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Authority;

/// <summary>Adds who may call what. The interceptor has to be the first behind the one that maps errors.</summary>
public static class AuthoritySetup
{
    public static IServiceCollection AddAuthority(this IServiceCollection services) =>
        services
            .AddSingleton<OperatorSocket>()
            .AddSingleton<PeerCheck>()
            .AddSingleton<StrangerBudget>()
            .AddSingleton<StrangerConnections>()
            .AddSingleton<StrangerCalls>()
            .AddSingleton<AuthorizationInterceptor>();
}
