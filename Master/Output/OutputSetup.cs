using Microsoft.Extensions.DependencyInjection;

namespace Salt.Master.Output;

/// <summary>Adds what lets operators follow what jobs print.</summary>
public static class OutputSetup
{
    public static IServiceCollection AddOutput(this IServiceCollection services) =>
        services
            .AddSingleton<OutputReaders>()
            .AddSingleton<OutputFollows>();
}
