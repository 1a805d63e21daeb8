namespace Grpc.Core.Server;

internal sealed class ClientStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerRuntime runtime, ClientStreamingServerMethod<TRequest, TResponse> serve)
    : MethodHandler(method, runtime)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpServerCallContext call)
    {
        var response = await serve(new ServerStreamReader<TRequest>(call, method.RequestMarshaller), call);
        if (call.Status.StatusCode == StatusCode.OK)
            call.Responses.Write(method.ResponseMarshaller, response);
    }
}
