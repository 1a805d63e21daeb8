using Grpc.Core;
using Grpc.Core.Interceptors;
using Salt.Shared.Errors;

namespace Salt.Master.Authority;

/// <summary>
/// The one point that every call of every service passes. It finds who calls, asks whether a minion's key is accepted
/// at this moment, and lets the call through only if the table says so.
/// </summary>
public sealed class AuthorizationInterceptor(PeerCheck peers) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var admitted = Admit(context);
        return await admitted.RunAsync(() => continuation(request, context));
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var admitted = Admit(context);
        return await admitted.RunAsync(() => continuation(requestStream, context));
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var admitted = Admit(context);
        await admitted.RunAsync(async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var admitted = Admit(context);
        await admitted.RunAsync(async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });
    }

    private AdmittedCall Admit(ServerCallContext context)
    {
        var peer = peers.Present(context.GetHttpContext().Features.Get<ConnectionPeer>());
        if (!RpcPolicy.Allows(context.Method, peer)) throw Refusal(context.Method, peer);
        peer.AttachTo(context);
        return peer is Peer.Operator { Serial.Length: > 0 } caller ? AdmittedCall.Until(peers, caller, context) : AdmittedCall.Unbound;
    }

    /// <summary>What a caller is told that has no accepted certificate.</summary>
    internal static string NeedsCertificate(string method, Peer.Anonymous anonymous) => $"{method} needs an accepted certificate: {anonymous.Reason}";

    private static SaltException Refusal(string method, Peer peer) => peer switch
    {
        Peer.Anonymous anonymous => new SaltException(Failure.Unauthenticated, NeedsCertificate(method, anonymous)),
        Peer.Minion minion => new SaltException(Failure.Denied, $"minion {minion.Id} may not call {method}"),
        Peer.Operator caller => new SaltException(Failure.Denied, $"{caller.User} may not call {method}"),
        _ => throw new InvalidOperationException($"a peer of no known kind: {peer.GetType()}"),
    };
}
