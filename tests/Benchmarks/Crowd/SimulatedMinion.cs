using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Shared.Certificates;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Tests.Benchmarks.Crowd;

/// <summary>A minion as the master sees one: it enrols, connects, keeps its heartbeat and answers <c>test.ping</c>.</summary>
internal sealed class SimulatedMinion(string id, Uri master, X509Certificate2 authority) : IDisposable
{
    private static readonly ByteString Grains = ByteString.CopyFromUtf8("""{"os":"Debian","os_family":"Debian","kernel":"Linux","cpuarch":"x86_64","num_cpus":2}""");
    private static readonly ByteString True = ByteString.CopyFromUtf8("true");

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private X509Certificate2? _certificate;

    /// <summary>Asks a lab's master for its CA, as anyone may.</summary>
    public static async Task<X509Certificate2> AskAuthorityAsync(Uri master)
    {
        using var channel = Open(master, null, null);
        var reply = await new MinionHub.MinionHubClient(channel).EnrollAsync(new EnrollRequest { Id = "probe" });
        return X509CertificateLoader.LoadCertificate(reply.CaCertificate.Span);
    }

    /// <summary>The master has to accept every key by itself.</summary>
    public async Task EnrolAsync()
    {
        using var channel = Open(master, authority, null);
        var reply = await EnrolAsync(new MinionHub.MinionHubClient(channel), new EnrollRequest
        {
            Id = id,
            Csr = ByteString.CopyFrom(SigningRequest.Create(_key)),
            MachineId = id,
        });
        if (reply.State is not EnrollReply.Types.State.Accepted) throw new InvalidOperationException($"{id}: {reply.State} {reply.Message}");
        using var bare = X509CertificateLoader.LoadCertificate(reply.Certificate.Span);
        _certificate = bare.CopyWithPrivateKey(_key);
    }

    // All come from one address, of which the master takes so many strangers a second.
    private static async Task<EnrollReply> EnrolAsync(MinionHub.MinionHubClient hub, EnrollRequest request)
    {
        while (true)
        {
            try
            {
                return await hub.EnrollAsync(request);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }
    }

    /// <summary>Completes when the master has said Welcome; the stream goes on behind it.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Serves until told to stop.</summary>
    public async Task ServeAsync(CancellationToken stopping)
    {
        try
        {
            while (await StreamAsync(stopping) is { } later) await Task.Delay(later, TimeProvider.System, stopping);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && stopping.IsCancellationRequested)
        {
            // The crowd is sent home.
        }
        catch (Exception e)
        {
            _connected.TrySetException(e);
            throw;
        }
    }

    public void Dispose()
    {
        _certificate?.Dispose();
        _key.Dispose();
    }

    /// <returns>When to come back; null: the stream is over.</returns>
    private async Task<TimeSpan?> StreamAsync(CancellationToken stopping)
    {
        using var channel = Open(master, authority, _certificate);
        using var call = new MinionHub.MinionHubClient(channel).Connect(cancellationToken: stopping);
        var hello = new Hello { Version = "0.1.0", Protocol = 1, MachineId = id, BootId = id, Grains = Grains, Fresh = true };
        try
        {
            await call.RequestStream.WriteAsync(new MinionMessage { Hello = hello }, stopping);
        }
        catch (RpcException) when (!stopping.IsCancellationRequested)
        {
            // The master ended the call before it read the hello; what it says of that is in the response.
        }

        while (await call.ResponseStream.MoveNext(stopping))
        {
            if (call.ResponseStream.Current.ComeBackLater is { } later) return TimeSpan.FromMilliseconds(later.AfterMs);
            await AnswerAsync(call.RequestStream, call.ResponseStream.Current);
        }

        return null;
    }

    private async Task AnswerAsync(IClientStreamWriter<MinionMessage> to, MasterMessage message)
    {
        switch (message.KindCase)
        {
            case MasterMessage.KindOneofCase.Welcome:
                _connected.TrySetResult();
                break;
            case MasterMessage.KindOneofCase.Heartbeat:
                await to.WriteAsync(new MinionMessage { Heartbeat = message.Heartbeat });
                break;
            case MasterMessage.KindOneofCase.Offer:
                await to.WriteAsync(new MinionMessage { Return = Ping(message.Offer.Job) });
                break;
        }
    }

    private static JobReturn Ping(Job job) => new()
    {
        Issuer = job.Issuer,
        Jid = job.Jid,
        Head = new ReturnHead { Fun = job.Fun, State = "succeeded", Success = true, Size = (ulong)True.Length },
        Data = True,
        Last = true,
    };

    private static GrpcChannel Open(Uri master, X509Certificate2? authority, X509Certificate2? own)
    {
        var tls = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            ClientCertificateContext = own is null
                ? null
                : SslStreamCertificateContext.Create(own, [authority!], offline: true, SslCertificateTrust.CreateForX509Collection([authority!])),
            CertificateChainPolicy = authority is null
                ? new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust }
                : new CertificateCheck(authority).ChainPolicy(),
#pragma warning disable CA5359 // A load generator on loopback: it has nothing to protect.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        };
        return GrpcChannels.OverTls(master.Authority, tls);
    }
}
