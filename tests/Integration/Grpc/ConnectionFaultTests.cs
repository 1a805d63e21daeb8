using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>What a call becomes when its connection cannot be made or does not last.</summary>
[CancelAfter(20_000)]
internal sealed class ConnectionFaultTests
{
    private static readonly EchoRequest Hello = new() { Payload = ByteString.CopyFromUtf8("hello") };

    private TestAuthority _authority = null!;

    [OneTimeSetUp]
    public void Make() => _authority = new TestAuthority();

    [OneTimeTearDown]
    public void Forget() => _authority.Dispose();

    [Test]
    public async Task A_refused_connection_is_unavailable_and_names_the_cause(CancellationToken token)
    {
        using var channel = EchoChannel.OverTls(new Uri($"https://127.0.0.1:{UnusedPort()}"), _authority);

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).UnaryAsync(Hello, cancellationToken: token));

        Assert.That(RpcFault.Of(failure!, "the server"), Is.EqualTo(new RpcFault(
            Failure.Unavailable, "cannot connect to the server: nothing listens there; is salt-master running, and is this its port?")));
    }

    [Test]
    public async Task A_refused_stream_is_unavailable_to_its_writer_and_its_reader(CancellationToken token)
    {
        using var channel = EchoChannel.OverTls(new Uri($"https://127.0.0.1:{UnusedPort()}"), _authority);
        using var call = new Echo.EchoClient(channel).Chat(cancellationToken: token);

        var write = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(Hello, token));
        var read = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(token));

        Assert.That((write!.StatusCode, read!.StatusCode), Is.EqualTo((StatusCode.Unavailable, StatusCode.Unavailable)));
    }

    [Test]
    public async Task A_server_of_another_authority_is_unavailable_and_names_TLS(CancellationToken token)
    {
        using var other = new TestAuthority();
        await using var server = await EchoServer.StartAsync(other);
        using var channel = EchoChannel.OverTls(server.Address, _authority);

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).UnaryAsync(Hello, cancellationToken: token));

        Assert.That(RpcFault.Of(failure!, "the server"), Is.EqualTo(new RpcFault(
            Failure.Unavailable, "no TLS connection to the server: what listens there is no salt-master, or it ended the handshake")));
    }

    [Test]
    public async Task A_stream_whose_server_goes_away_is_unavailable(CancellationToken token)
    {
        await using var server = await EchoServer.StartAsync(_authority);
        using var channel = EchoChannel.OverTls(server.Address, _authority);
        using var call = new Echo.EchoClient(channel).Chat(cancellationToken: token);
        await call.RequestStream.WriteAsync(Hello, token);
        await call.ResponseStream.MoveNext(token);
        var read = call.ResponseStream.MoveNext(token);

        await server.CutAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(() => read);
        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Unavailable), failure.ToString());
    }

    [Test]
    public async Task A_channel_connects_anew_after_the_server_came_back(CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("salt-grpc-");
        var socket = Path.Combine(folder.FullName, "echo.sock");
        using var channel = EchoChannel.OverUnixSocket(socket);
        var client = new Echo.EchoClient(channel);
        for (var life = 0; life < 2; life++)
        {
            await using var server = await EchoServer.StartAsync(socket);
            Assert.That((await AvailableAsync(client, token)).Count, Is.EqualTo(1));
        }

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(Hello, cancellationToken: token));
        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_stream_that_the_server_resets_ends_with_the_code_of_the_reset(CancellationToken token)
    {
        await using var server = await EchoServer.StartAsync(_authority);
        using var channel = EchoChannel.OverTls(server.Address, _authority);
        using var call = new Echo.EchoClient(channel).Chat(new Metadata { { "x-do", "reset" } }, cancellationToken: token);
        await call.RequestStream.WriteAsync(Hello, token);

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(token))
            {
            }
        });

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Internal), failure.ToString());
        Assert.That(failure.Status.Detail, Does.Contain("INTERNAL_ERROR"));
    }

    // The first call may meet the dead connection before the client has noticed its end.
    private static async Task<EchoReply> AvailableAsync(Echo.EchoClient client, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return await client.UnaryAsync(Hello, cancellationToken: token);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                token.ThrowIfCancellationRequested();
            }
        }
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
