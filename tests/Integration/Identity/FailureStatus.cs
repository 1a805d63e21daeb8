using Grpc.Core;
using Grpc.Core.Interceptors;
using Salt.Shared.Errors;

namespace Salt.Tests.Integration.Identity;

/// <summary>Turns a refusal into its status, for the unary and streaming calls of these tests.</summary>
internal sealed class FailureStatus : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (SaltException e)
        {
            throw Status(e);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (SaltException e)
        {
            throw Status(e);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (SaltException e)
        {
            throw Status(e);
        }
    }

    private static RpcException Status(SaltException e) => new(new Status(
        e.Failure switch
        {
            Failure.BadRequest => StatusCode.InvalidArgument,
            Failure.Unauthenticated => StatusCode.Unauthenticated,
            Failure.Denied => StatusCode.PermissionDenied,
            Failure.Unavailable => StatusCode.Unavailable,
            _ => StatusCode.Internal,
        },
        e.Message));
}
