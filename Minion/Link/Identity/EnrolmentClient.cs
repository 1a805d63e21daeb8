using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Core.Client;
using Salt.Minion.Hosting;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Minion.Link.Identity;

/// <summary>The one call that needs no certificate, on a connection of its own.</summary>
internal sealed class EnrolmentClient : IDisposable
{
    // Longer than a master holds the call of a minion that waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly GrpcChannel _channel;
    private readonly MinionHub.MinionHubClient _hub;
    private readonly MasterAddress _master;
    private readonly TimeProvider _clock;

    private EnrolmentClient(MasterAddress master, SslClientAuthenticationOptions tls, TimeProvider clock)
    {
        var handler = GrpcHttpHandler.Create();
        handler.SslOptions = tls;
        _channel = GrpcChannel.ForAddress(
            $"https://{master}", new GrpcChannelOptions { HttpHandler = handler, TimeProvider = clock });
        _hub = new MinionHub.MinionHubClient(_channel);
        (_master, _clock) = (master, clock);
    }

    /// <summary>To a master that is known.</summary>
    public static EnrolmentClient To(MasterAddress master, MasterTrust trust, TimeProvider clock) =>
        new(master, trust.Options(own: null), clock);

    /// <summary>Asks a master that is not known yet for its CA. Whoever listens there can answer: nothing is told to it,
    /// and what it says is checked against a fingerprint or pinned.</summary>
    public static async Task<X509Certificate2> AskAuthorityAsync(
        MasterAddress master, string id, TimeProvider clock, CancellationToken cancellationToken)
    {
        var anyone = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            AllowTlsResume = false,
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust },
#pragma warning disable CA5359 // Nobody is trusted by this connection; see above.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        };
        using var client = new EnrolmentClient(master, anyone, clock);
        var reply = await client.EnrolAsync(new EnrollRequest { Id = id }, cancellationToken);
        return LinkEdge.Certificate(reply.CaCertificate, $"the CA of {master}");
    }

    /// <exception cref="SaltException">Unavailable: no answer. Denied: the master, or its certificate, says no.</exception>
    public async Task<EnrollReply> EnrolAsync(EnrollRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var deadline = (_clock.GetUtcNow() + Patience).UtcDateTime;
            return await _hub.EnrollAsync(request, deadline: deadline, cancellationToken: cancellationToken);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SaltException(FailureOf(e), $"No enrolment at {_master}: {e.Status.Detail}", inner: e);
        }
    }

    public void Dispose() => _channel.Dispose();

    private static Failure FailureOf(RpcException e) => e.StatusCode switch
    {
        StatusCode.PermissionDenied or StatusCode.Unauthenticated => Failure.Denied,
        StatusCode.InvalidArgument => Failure.BadRequest,
        StatusCode.Unavailable when Causes(e).Any(c => c is AuthenticationException) => Failure.Denied,
        _ => Failure.Unavailable,
    };

    private static IEnumerable<Exception> Causes(RpcException e)
    {
        for (var cause = e.Status.DebugException; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
