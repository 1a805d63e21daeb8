using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.Core.Server;

/// <summary>Makes an endpoint of each method, with the interceptors around it.</summary>
internal sealed class EndpointBinder(IEndpointRouteBuilder endpoints, ServerRuntime runtime) : ServiceBinderBase
{
    private const string UnknownMethod = "/{service}/{method}";

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var serve = handler ?? throw NoHandler(method);
        foreach (var interceptor in runtime.Interceptors)
        {
            var next = serve;
            serve = (request, context) => interceptor.UnaryServerHandler(request, context, next);
        }

        Map(method, new UnaryHandler<TRequest, TResponse>(method, runtime, serve).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var serve = handler ?? throw NoHandler(method);
        foreach (var interceptor in runtime.Interceptors)
        {
            var next = serve;
            serve = (requests, context) => interceptor.ClientStreamingServerHandler(requests, context, next);
        }

        Map(method, new ClientStreamingHandler<TRequest, TResponse>(method, runtime, serve).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var serve = handler ?? throw NoHandler(method);
        foreach (var interceptor in runtime.Interceptors)
        {
            var next = serve;
            serve = (request, responses, context) =>
                interceptor.ServerStreamingServerHandler(request, responses, context, next);
        }

        Map(method, new ServerStreamingHandler<TRequest, TResponse>(method, runtime, serve).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var serve = DuplexStreamingHandler<TRequest, TResponse>.HeadersFirst(handler ?? throw NoHandler(method));
        foreach (var interceptor in runtime.Interceptors)
        {
            var next = serve;
            serve = (requests, responses, context) =>
                interceptor.DuplexStreamingServerHandler(requests, responses, context, next);
        }

        Map(method, new DuplexStreamingHandler<TRequest, TResponse>(method, runtime, serve).HandleAsync);
    }

    private static ArgumentException NoHandler(IMethod method) =>
        new($"{method.FullName} has no handler: a service is bound with its implementation.");

    private void Map(IMethod method, RequestDelegate serve)
    {
        // Any call of a path that no service has; the routes of methods are more exact and win.
        if (!endpoints.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Any(endpoint => endpoint.RoutePattern.RawText == UnknownMethod))
            endpoints.MapPost(UnknownMethod, UnknownMethodHandler.HandleAsync);
        endpoints.MapPost(method.FullName, serve);
    }
}
