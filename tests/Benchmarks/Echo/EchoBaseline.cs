using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;
using Salt.Shared.Rpc;

namespace Salt.Tests.Benchmarks.Echo;

/// <summary>A bare echo over mutual TLS as the product makes its connections, to a process of its own.</summary>
internal static class EchoBaseline
{
    private static readonly byte[] Payload = new byte[64];

    /// <returns>Of unary calls, and of messages on one stream.</returns>
    public static async Task<(Samples Unary, Samples Stream)> MeasureAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("salt-echo-").FullName;
        using var authority = CertificateAuthority.Create(TimeProvider.System.GetUtcNow());
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.pem"), KeyPair.ToPem(authority.Certificate));
        await File.WriteAllTextAsync(Path.Combine(folder, "server.pem"), KeyPair.ToPem(Certify(authority, CertificateRole.Master)));
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [EchoServer.Verb, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var address = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("no echo server");
        using var channel = GrpcChannels.OverTls(new Uri(address).Authority, Tls(authority));
        var invoker = channel.CreateCallInvoker();
        var unary = await Samples.TakeAsync(count / 2, count, async () =>
        {
            using var call = invoker.AsyncUnaryCall(EchoMethod.Call, null, default, Payload);
            await call.ResponseAsync;
        });
        using var messages = invoker.AsyncDuplexStreamingCall(EchoMethod.Stream, null, default);
        var stream = await Samples.TakeAsync(count / 2, count, async () =>
        {
            await messages.RequestStream.WriteAsync(Payload);
            if (!await messages.ResponseStream.MoveNext(CancellationToken.None)) throw new InvalidOperationException("the echo ended");
        });
        await messages.RequestStream.CompleteAsync();
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        return (unary, stream);
    }

    private static SslClientAuthenticationOptions Tls(CertificateAuthority authority) => new()
    {
        ClientCertificates = [Certify(authority, CertificateRole.Operator("bench"))],
        CertificateChainPolicy = new CertificateCheck(authority.Certificate).ChainPolicy(),
        // The name of an address is not in our certificates; roles are.
        RemoteCertificateValidationCallback = (_, _, _, errors) =>
            (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None,
    };

    private static X509Certificate2 Certify(CertificateAuthority authority, CertificateRole role)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = authority.Issue(KeyPair.PublicKeyOf(key), role, TimeProvider.System.GetUtcNow());
        return bare.CopyWithPrivateKey(key);
    }
}
