using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Core.Server;

/// <summary>Maps services to the paths of a server.</summary>
public static class GrpcEndpoints
{
    /// <summary>Maps a service, without reflection: <c>endpoints.MapGrpcService(Echo.BindService, new EchoService())</c>.
    /// The one instance serves every call.</summary>
    public static IEndpointRouteBuilder MapGrpcService<TService>(
        this IEndpointRouteBuilder endpoints, Action<ServiceBinderBase, TService> bind, TService service)
        where TService : class
    {
        bind(new EndpointBinder(endpoints, Runtime(endpoints)), service);
        return endpoints;
    }

    /// <summary>Maps a service by its definition: <c>endpoints.MapGrpcService(Echo.BindService(service))</c>.</summary>
    public static IEndpointRouteBuilder MapGrpcService(
        this IEndpointRouteBuilder endpoints, ServerServiceDefinition definition)
    {
        definition.BindService(new EndpointBinder(endpoints, Runtime(endpoints)));
        return endpoints;
    }

    private static ServerRuntime Runtime(IEndpointRouteBuilder endpoints) =>
        endpoints.ServiceProvider.GetService<ServerRuntime>()
        ?? throw new InvalidOperationException("gRPC is not among the services: call AddGrpc on them.");
}
