using Grpc.Core;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Authority;

/// <summary>Who calls, as the connection proves it. No message ever says who its sender is.</summary>
public abstract record Peer
{
    private Peer()
    {
    }

    /// <summary>The caller of a call that <see cref="AuthorizationInterceptor"/> let through.</summary>
    /// <exception cref="InvalidOperationException">The call did not pass the interceptor: nobody may serve it.</exception>
    public static Peer Of(ServerCallContext context) =>
        context.UserState.TryGetValue(typeof(Peer), out var peer)
            ? (Peer)peer
            : throw new InvalidOperationException($"{context.Method} was not authorised");

    /// <summary>An accepted minion: its certificate is ours and valid, its key accepted for this id at this moment.</summary>
    public sealed record Minion(MinionId Id, Fingerprint Key) : Peer;

    /// <param name="User">For display: <c>root</c>, <c>sudo_alice</c>, <c>alice</c>.</param>
    public sealed record Operator(string User) : Peer
    {
        /// <summary>The way here, for people: the socket and what the kernel knows of the peer; empty: by certificate.</summary>
        public string Via { get; init; } = "";

        /// <summary>Of the certificate that proves it; empty: it is at the socket.</summary>
        public string Serial { get; init; } = "";
    }

    /// <param name="Reason">Why nothing better is known, one line without a full stop.</param>
    public sealed record Anonymous(string Reason) : Peer;

    internal void AttachTo(ServerCallContext context) => context.UserState[typeof(Peer)] = this;
}
