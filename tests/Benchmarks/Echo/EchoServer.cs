using System.Net;
using System.Net.Security;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Master.Hosting;
using Salt.Shared.Certificates;

namespace Salt.Tests.Benchmarks.Echo;

/// <summary>The other process of the echo: <c>salt-benchmarks echo-server FOLDER</c>. It prints its address and serves
/// until its input closes.</summary>
internal static class EchoServer
{
    public const string Verb = "echo-server";

    public static async Task<int> ServeAsync(string folder)
    {
        var own = KeyPair.FromPem(await File.ReadAllTextAsync(Path.Combine(folder, "server.pem")));
        var authority = KeyPair.FromPem(await File.ReadAllTextAsync(Path.Combine(folder, "ca.pem")));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            GrpcServer.Limit(kestrel);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    ServerCertificate = own,
                    ClientCertificateRequired = true,
                    CertificateChainPolicy = new CertificateCheck(authority).ChainPolicy(),
                }),
            }));
        });
        builder.Services.AddGrpcServer(messageSize: null);
        await using var app = builder.Build();
        app.MapGrpcService(ServerServiceDefinition.CreateBuilder()
            .AddMethod(EchoMethod.Call, (request, _) => Task.FromResult(request))
            .AddMethod(EchoMethod.Stream, async (requests, replies, _) =>
            {
                await foreach (var request in requests.ReadAllAsync()) await replies.WriteAsync(request);
            })
            .Build());
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
