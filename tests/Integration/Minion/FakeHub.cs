using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Integration.Minion;

/// <summary>Accepts every key, and hands every stream to the test.</summary>
internal sealed class FakeHub : MinionHub.MinionHubBase
{
    private readonly Lock _gate = new();
    private readonly List<HubStream> _streams = [];
    private int _enrolments;

    public CertificateAuthority? Authority { get; set; }

    /// <summary>What a hello is answered with.</summary>
    public Func<MasterMessage> Answer { get; set; } = () => Welcome(TimeSpan.FromSeconds(15), credit: 100);

    /// <summary>Thrown at a stream instead of an answer; null: none.</summary>
    public Func<RpcException?> Refusal { get; set; } = () => null;

    /// <summary>How long ago the certificates that it issues at enrolment seem to have been issued.</summary>
    public TimeSpan Age { get; set; }

    public IReadOnlyList<HubStream> Streams
    {
        get
        {
            lock (_gate) return [.. _streams];
        }
    }

    public int Enrolments => Volatile.Read(ref _enrolments);

    public static MasterMessage Welcome(TimeSpan heartbeat, uint credit) => new()
    {
        Welcome = new Welcome { Master = "master", Version = "0", Protocol = 1, HeartbeatMs = (uint)heartbeat.TotalMilliseconds, Credit = credit },
    };

    /// <summary>The stream of that number, counted from 0, once the minion has said hello on it.</summary>
    public async Task<HubStream> StreamAsync(int number)
    {
        var streams = await Eventually.ReachesAsync($"stream {number}", () => Streams, streams => streams.Count > number);
        return streams[number];
    }

    public void CutAll()
    {
        foreach (var stream in Streams) stream.Cut();
    }

    public override Task<EnrollReply> Enroll(EnrollRequest request, ServerCallContext context)
    {
        var reply = new EnrollReply { CaCertificate = ByteString.CopyFrom(Authority!.Certificate.RawData) };
        if (request.Csr.IsEmpty) return Task.FromResult(reply);

        Interlocked.Increment(ref _enrolments);
        reply.State = EnrollReply.Types.State.Accepted;
        reply.Certificate = Issue(SigningRequest.Check(request.Csr.Span), request.Id, Age);
        return Task.FromResult(reply);
    }

    public override Task<RenewReply> Renew(RenewRequest request, ServerCallContext context)
    {
        var presented = Presented(context)!;
        return CertificateRole.TryRead(presented, out var role)
            ? Task.FromResult(new RenewReply { Certificate = Issue(SigningRequest.Check(request.Csr.Span), role.Name, TimeSpan.Zero) })
            : throw new RpcException(new Status(StatusCode.PermissionDenied, "no minion's certificate"));
    }

    public override async Task Connect(IAsyncStreamReader<MinionMessage> requestStream, IServerStreamWriter<MasterMessage> responseStream, ServerCallContext context)
    {
        if (Refusal() is { } refusal) throw refusal;
        if (!await requestStream.MoveNext(context.CancellationToken)) return;

        var stream = new HubStream(requestStream.Current.Hello, Presented(context)?.SerialNumber, responseStream);
        await stream.SendAsync(Answer());
        lock (_gate) _streams.Add(stream);
        await stream.ServeAsync(requestStream, context.CancellationToken);
    }

    private static X509Certificate2? Presented(ServerCallContext context) => context.GetHttpContext().Connection.ClientCertificate;

    private ByteString Issue(PublicKey key, string id, TimeSpan age)
    {
        using var issued = Authority!.Issue(key, CertificateRole.Minion(MinionId.Parse(id)), TimeProvider.System.GetUtcNow() - age);
        return ByteString.CopyFrom(issued.RawData);
    }
}
