using System.Net.Security;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Shared.Certificates;
using Salt.Shared.Rpc;
using Salt.Tests.Fuzzing.Making;
using Salt.Tests.Integration.Clusters;
using Salt.V1;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>What callers without a certificate may ask a real master, and what they may not. An input is the call's number and its
/// message.</summary>
internal sealed class EnrolmentDoor : IDoor
{
    private static readonly Method<byte[], byte[]>[] Methods =
    [
        .. ((string[])["Enroll", "Enroll", "Enroll", "Renew", "Pillar", "ListFiles", "GetFile", "Connect"]).Select(name => RawCalls.Method(name is "GetFile" or "Connect" ? MethodType.ServerStreaming : MethodType.Unary, "salt.v1.MinionHub", name)),
    ];

    /// <summary>A stranger is told no; Internal would be a fault of the master's.</summary>
    private static readonly StatusCode[] Refusals = [StatusCode.InvalidArgument, StatusCode.PermissionDenied, StatusCode.Unauthenticated, StatusCode.ResourceExhausted, StatusCode.AlreadyExists, StatusCode.FailedPrecondition, StatusCode.NotFound, StatusCode.Unavailable];

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly byte[][] _good = Good();
    private Cluster? _cluster;
    private GrpcChannel? _channel;
    private int _inputs;

    public int MemoryMax => 256;

    public int? Pid => _cluster?.Master.Pid;

    public async ValueTask OpenAsync()
    {
        _cluster = await Cluster.StartAsync(new ClusterSettings { Minions = 0, Accepted = false, LogLevel = "error" });
        // As a newcomer does who has no CA yet.
#pragma warning disable CA5359 // The master is this door's own.
        _channel = GrpcChannels.OverTls($"127.0.0.1:{_cluster.Port}", new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true });
#pragma warning restore CA5359
    }

    public byte[] Make(Random random)
    {
        var good = _good[random.Next(_good.Length)];
        byte[] message = random.Next(50) == 0 ? [.. good, .. new byte[random.Next(1 << 16)]] : random.Next(10) == 0 ? good : ByteChanges.Of(good, random);
        return [(byte)random.Next(Methods.Length), .. message];
    }

    public async ValueTask<Answer> TryAsync(byte[] input)
    {
        var method = Methods[input[0] % Methods.Length];
        var status = await RawCalls.AskAsync(_channel!.CreateCallInvoker(), method, input[1..], 10, TimeProvider.System, Patience);
        if (++_inputs % 100 == 0) await CloseAsync();
        // A key that is taken waits for an operator, and its caller with it.
        if (status.StatusCode == StatusCode.DeadlineExceeded) return Answer.Accepted;
        return WireAnswer.Of(status, Refusals, _cluster!.Master, MinionHubReflection.Descriptor.Services.Single(), method.Name, input[1..]);
    }

    /// <summary>Operators are answered meanwhile.</summary>
    public async ValueTask CloseAsync()
    {
        await _cluster!.Control.GetStatusAsync(new StatusRequest());
        await _cluster.Control.ListKeysAsync(new ListKeysRequest());
        WireAnswer.CheckLog(_cluster.Master);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    private static byte[][] Good()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = ByteString.CopyFrom(SigningRequest.Create(key));
        return
        [
            new EnrollRequest { Id = "web1", Csr = csr, MachineId = "machine" }.ToByteArray(), new EnrollRequest { Id = "db-2.example.com", Csr = csr, Token = "sltk-abc-def", MachineId = "m" }.ToByteArray(),
            new RenewRequest { Csr = csr }.ToByteArray(), new EnrollRequest().ToByteArray(), new PillarRequest { Grains = ByteString.CopyFromUtf8("{}") }.ToByteArray(),
        ];
    }
}
