using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Master.Hosting;

namespace Salt.Tests.Integration.Grpc;

/// <summary>One address cannot take every connection.</summary>
[CancelAfter(20_000)]
internal sealed class ConnectionsPerAddressTests
{
    private WebApplication _app = null!;
    private IPEndPoint _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var limit = new ConnectionsPerAddress(NullLogger<ConnectionsPerAddress>.Instance, 2);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            GrpcServer.Limit(kestrel);
            kestrel.Listen(IPAddress.Loopback, 0, limit.Configure);
        });
        _app = builder.Build();
        await _app.StartAsync();
        var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        _server = new IPEndPoint(IPAddress.Loopback, address.Port);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task One_too_many_is_closed_and_another_is_let_in_when_one_has_ended(CancellationToken token)
    {
        using var first = await ConnectAsync(token);
        using var second = await ConnectAsync(token);
        Assert.That((await IsServedAsync(first, token), await IsServedAsync(second, token)), Is.EqualTo((true, true)));

        Assert.That(await IsLetInAsync(token), Is.False);

        first.Dispose();
        // The server sees the end a moment later: the token is the deadline.
        while (!await IsLetInAsync(token)) token.ThrowIfCancellationRequested();
    }

    private async Task<Socket> ConnectAsync(CancellationToken token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_server, token);
        return socket;
    }

    private async Task<bool> IsLetInAsync(CancellationToken token)
    {
        try
        {
            using var socket = await ConnectAsync(token);
            return await IsServedAsync(socket, token);
        }
        catch (SocketException)
        {
            // Closed before the client's side of connecting was over.
            return false;
        }
    }

    /// <summary>A server of HTTP/2 begins with its settings, whatever the client says.</summary>
    private static async Task<bool> IsServedAsync(Socket socket, CancellationToken token)
    {
        try
        {
            await socket.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), token);
            return await socket.ReceiveAsync(new byte[64], token) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
