using Grpc.Core;
using Grpc.Core.Interceptors;
using Salt.Master.Keys;
using Salt.Shared.Errors;

namespace Salt.Master.Authority;

/// <summary>
/// The one point that every call of every service passes. It finds who calls, asks whether a minion's key is accepted
/// at this moment, and lets the call through only if the table says so.
/// </summary>
public sealed class AuthorizationInterceptor(KeyRing ring, TimeProvider clock) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(requestStream, responseStream, context);
    }

    private void Admit(ServerCallContext context)
    {
        var peer = Present(context.GetHttpContext().Features.Get<ConnectionPeer>());
        if (!RpcPolicy.Allows(context.Method, peer)) throw Refusal(context.Method, peer);
        peer.AttachTo(context);
    }

    /// <summary>Who the connection's peer is now: certificates expire and keys are revoked while connections live.</summary>
    private Peer Present(ConnectionPeer? connection)
    {
        if (connection is null) return new Peer.Anonymous("the connection proves nobody");
        if (clock.GetUtcNow() > connection.NotAfter) return new Peer.Anonymous("the certificate has expired");
        return connection.Claimed is Peer.Minion minion && !ring.IsAccepted(minion.Id, minion.Key)
            ? new Peer.Anonymous($"this key of minion {minion.Id} is not accepted")
            : connection.Claimed;
    }

    private static SaltException Refusal(string method, Peer peer) => peer switch
    {
        Peer.Anonymous anonymous => new SaltException(Failure.Unauthenticated, $"{method} needs an accepted certificate: {anonymous.Reason}"),
        Peer.Minion minion => new SaltException(Failure.Denied, $"minion {minion.Id} may not call {method}"),
        Peer.Operator caller => new SaltException(Failure.Denied, $"{caller.User} may not call {method}"),
        _ => throw new InvalidOperationException($"a peer of no known kind: {peer.GetType()}"),
    };
}
