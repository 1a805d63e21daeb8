namespace Grpc.Core.Server;

internal sealed class UnaryHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerRuntime runtime, UnaryServerMethod<TRequest, TResponse> serve)
    : MethodHandler(method, runtime)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpServerCallContext call)
    {
        var request = await call.Requests.ReadSingleAsync(method.RequestMarshaller, CancellationToken.None);
        var response = await serve(request, call);
        if (call.Status.StatusCode == StatusCode.OK)
            call.Responses.Write(method.ResponseMarshaller, response);
    }
}
