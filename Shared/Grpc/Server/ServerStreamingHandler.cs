namespace Grpc.Core.Server;

internal sealed class ServerStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerRuntime runtime, ServerStreamingServerMethod<TRequest, TResponse> serve)
    : MethodHandler(method, runtime)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpServerCallContext call)
    {
        var request = await call.Requests.ReadSingleAsync(method.RequestMarshaller, CancellationToken.None);
        await serve(request, new ServerStreamWriter<TResponse>(call, method.ResponseMarshaller), call);
    }
}
