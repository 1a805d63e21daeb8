using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Notes who comes in and out, and refuses calls whose <c>x-refuse</c> is its name.</summary>
internal sealed class Gate(string name, ConcurrentQueue<string> passed) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        PassAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        PassAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        PassAsync(context, () => Nothing(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        PassAsync(context, () => Nothing(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Nothing(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> PassAsync<T>(ServerCallContext context, Func<Task<T>> continuation)
    {
        passed.Enqueue($"{name} in {context.Method}");
        if (context.RequestHeaders.GetValue("x-refuse") == name)
            throw new RpcException(
                new Status(StatusCode.PermissionDenied, $"{name} refuses"), new Metadata { { "x-by", name } });
        var result = await continuation();
        passed.Enqueue($"{name} out {context.Method}");
        return result;
    }
}
