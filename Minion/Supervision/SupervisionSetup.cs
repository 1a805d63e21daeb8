using Microsoft.Extensions.DependencyInjection;

namespace Salt.Minion.Supervision;

public static class SupervisionSetup
{
    /// <summary>Adds <see cref="ISupervisor"/>; connects, and starts the supervisor if need be, when the host starts.</summary>
    public static IServiceCollection AddSupervision(this IServiceCollection services, SupervisionOptions options) => services
        .AddSingleton(options)
        .AddSingleton<SupervisorClient>()
        .AddSingleton<ISupervisor>(provider => provider.GetRequiredService<SupervisorClient>())
        .AddHostedService<SupervisorService>();
}
