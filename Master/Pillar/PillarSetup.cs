using Microsoft.Extensions.DependencyInjection;
using Salt.Master.Targeting;

namespace Salt.Master.Pillar;

/// <summary>Adds pillars.</summary>
internal static class PillarSetup
{
    public static IServiceCollection AddPillar(this IServiceCollection services, PillarOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<PillarService>()
            .AddSingleton<IKnownPillars>(provider => provider.GetRequiredService<PillarService>());
}
