using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Minion.Hosting;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
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

    private EnrolmentClient(MasterAddress master, SslClientAuthenticationOptions tls)
    {
        _channel = GrpcChannels.OverTls(master.ToString(), tls);
        _hub = new MinionHub.MinionHubClient(_channel);
        _master = master;
    }

    /// <summary>To a master that is known.</summary>
    public static EnrolmentClient To(MasterAddress master, MasterTrust trust) => new(master, trust.Options(own: null));

    /// <summary>Asks a master that is not known yet for its CA. Whoever listens there can answer: nothing is told to it,
    /// and what it says is checked against a fingerprint or pinned.</summary>
    public static async Task<X509Certificate2> AskAuthorityAsync(
        MasterAddress master, string id, CancellationToken cancellationToken)
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
        using var client = new EnrolmentClient(master, anyone);
        var reply = await client.EnrolAsync(new EnrollRequest { Id = id }, cancellationToken);
        return LinkEdge.Certificate(reply.CaCertificate, $"the CA of {master}");
    }

    /// <exception cref="SaltException">Unavailable: no answer. Denied: the master, or its certificate, says no.</exception>
    public async Task<EnrollReply> EnrolAsync(EnrollRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _hub.EnrollAsync(request, deadline: CallDeadline.After(Patience), cancellationToken: cancellationToken);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fault = RpcFault.Of(e, $"the master at {_master}");
            throw new SaltException(FailureOf(fault), $"No enrolment at {_master}: {fault.Sentence}", inner: e);
        }
    }

    public void Dispose() => _channel.Dispose();

    /// <summary>What an operator has to look at first, apart from what passes by itself.</summary>
    private static Failure FailureOf(RpcFault fault) => fault.Failure switch
    {
        Failure.Denied or Failure.Unauthenticated => Failure.Denied,
        Failure.BadRequest => Failure.BadRequest,
        _ => Failure.Unavailable,
    };
}
