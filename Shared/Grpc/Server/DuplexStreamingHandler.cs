namespace Grpc.Core.Server;

internal sealed class DuplexStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerRuntime runtime, DuplexStreamingServerMethod<TRequest, TResponse> serve)
    : MethodHandler(method, runtime)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The method with its response headers sent before it runs: the client may wait for them before it speaks.
    /// Interceptors stand outside, so that one that refuses the call does so before anything is sent.</summary>
    public static DuplexStreamingServerMethod<TRequest, TResponse> HeadersFirst(
        DuplexStreamingServerMethod<TRequest, TResponse> serve) =>
        async (requests, responses, context) =>
        {
            if (context is HttpServerCallContext call)
                await call.StartResponseAsync();
            await serve(requests, responses, context);
        };

    protected override Task ServeAsync(HttpServerCallContext call) => serve(
        new ServerStreamReader<TRequest>(call, method.RequestMarshaller),
        new ServerStreamWriter<TResponse>(call, method.ResponseMarshaller),
        call);
}
