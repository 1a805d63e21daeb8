using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Core.Server;

/// <summary>Adds gRPC to a host's services.</summary>
public static class GrpcServices
{
    public static IServiceCollection AddGrpc(
        this IServiceCollection services, Action<GrpcServiceOptions>? configureOptions = null)
    {
        services.AddRouting();
        services.AddSingleton<ServerRuntime>();
        services.AddOptions<GrpcServiceOptions>();
        return configureOptions is null ? services : services.Configure(configureOptions);
    }
}
