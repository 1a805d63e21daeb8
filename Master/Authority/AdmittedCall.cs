using Grpc.Core;

namespace Salt.Master.Authority;

/// <summary>A call that was let through, which ends early if what proves its caller is revoked meanwhile.</summary>
internal sealed class AdmittedCall : IDisposable
{
    private readonly CancellationTokenSource? _ends;
    private readonly Func<string?> _fault;
    private readonly string _method;

    private AdmittedCall(CancellationTokenSource? ends, string method, Func<string?> fault) => (_ends, _method, _fault) = (ends, method, fault);

    /// <summary>Of a caller that is asked about in another way, or is known by its socket.</summary>
    public static AdmittedCall Unbound { get; } = new(null, "", () => null);

    public static AdmittedCall Until(PeerCheck peers, Peer.Operator caller, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, peers.RevocationOf(caller));
        // What the call and all that it waits for look at.
        http.RequestAborted = ends.Token;
        return new AdmittedCall(ends, context.Method, () => peers.FaultOf(caller));
    }

    /// <exception cref="RpcException">Unauthenticated: it was revoked; the sentence says when and by whom.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            var answer = await call();
            ThrowIfRevoked();
            return answer;
        }
        catch (Exception e) when (e is not RpcException)
        {
            ThrowIfRevoked();
            throw;
        }
    }

    public void Dispose() => _ends?.Dispose();

    private void ThrowIfRevoked()
    {
        if (_ends is not { IsCancellationRequested: true } || _fault() is not { } fault) return;
        throw new RpcException(new Status(StatusCode.Unauthenticated, AuthorizationInterceptor.NeedsCertificate(_method, new Peer.Anonymous(fault))));
    }
}
