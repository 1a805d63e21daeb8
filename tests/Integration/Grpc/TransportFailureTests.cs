using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Salt.Minion.Link.Identity;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>The table of failures below a call: what stands at the other end, and the one line and exit code that come of it. What a
/// server that is one answers is in <see cref="EchoSuite"/>, for servers in three languages.</summary>
[CancelAfter(30_000)]
internal sealed class TransportFailureTests
{
    private const string NoTls = "no TLS connection to the server: what listens there is no salt-master, or it ended the handshake";
    private const string Lost = "the connection to the server was lost";
    private const string NotGrpc = "the server answers, but not as a salt-master does: check address and port, and what stands between";

    private static readonly EchoRequest Hello = new() { Payload = ByteString.CopyFromUtf8("hello") };
    private static readonly GrpcChannelLimits Impatient = new() { ConnectTimeout = TimeSpan.FromMilliseconds(500), MaxSendMessageSize = 1000 };

    private TestAuthority _authority = null!;

    [OneTimeSetUp]
    public void Make() => _authority = new TestAuthority();

    [OneTimeTearDown]
    public void Forget() => _authority.Dispose();

    [TestCase("nobody", Failure.Unavailable, 69, "cannot connect to the server: nothing listens there; is salt-master running, and is this its port?")]
    [TestCase("no socket", Failure.Unavailable, 69, "cannot connect to the server: no such socket is there")]
    [TestCase("silence", Failure.Unavailable, 69, "no connection to the server in time: is the machine up, and does a firewall drop what is sent to it?")]
    [TestCase("no TLS", Failure.Unavailable, 69, NoTls)]
    [TestCase("another authority", Failure.Denied, 77, "the master is refused: the certificate was not issued by this master's CA, fingerprint ")]
    [TestCase("HTTP/1", Failure.Unavailable, 69, NoTls)]
    [TestCase("a web server", Failure.Unavailable, 69, NotGrpc)]
    [TestCase("a stream that is cut", Failure.Unavailable, 69, Lost)]
    [TestCase("a stream that is reset", Failure.Internal, 70, "the server broke the call off (HTTP/2 INTERNAL_ERROR)")]
    [TestCase("a message too long", Failure.BadRequest, 64, "a message to or from the server is longer than allowed (max_message_size)")]
    [TestCase("a caller that gives up", Failure.Unavailable, 69, "the call to the server was cancelled")]
    public async Task A_failure_has_one_sentence_and_one_exit_code(string what, Failure failure, int exitCode, string sentence)
    {
        var failed = await Assert.ThrowsAsync<RpcException>(() => FailAsync(what));

        var fault = RpcFault.Of(failed!, "the server");

        Assert.That((fault.Failure, ExitCodes.Of(fault.Failure)), Is.EqualTo((failure, exitCode)), failed!.ToString());
        Assert.That(fault.Sentence, sentence.EndsWith(' ') ? Does.StartWith(sentence) : Is.EqualTo(sentence), failed.ToString());
    }

    private Task FailAsync(string what) => what switch
    {
        "nobody" => CallAsync(Tls(UnusedPort())),
        "no socket" => CallAsync(GrpcChannels.OverSocket("/nowhere/here.sock", Impatient)),
        "silence" => AtPeerAsync(null),
        "no TLS" => AtPeerAsync("220 mail.example.org\r\n"u8.ToArray()),
        "another authority" => DistrustAsync(),
        "HTTP/1" => AtWebServerAsync(HttpProtocols.Http1, withTls: true),
        "a web server" => AtWebServerAsync(HttpProtocols.Http2, withTls: true),
        "a stream that is cut" => StreamAsync(server => server.CutAsync(), null),
        "a stream that is reset" => StreamAsync(_ => Task.CompletedTask, "reset"),
        "a message too long" => TooLongAsync(),
        _ => CancelAsync(),
    };

    private GrpcChannel Tls(int port) => GrpcChannels.OverTls($"127.0.0.1:{port}", _authority.ClientOptions(), Impatient);

    private static async Task CallAsync(GrpcChannel channel)
    {
        using (channel) await new Echo.EchoClient(channel).UnaryAsync(Hello);
    }

    /// <param name="greeting">What the peer says to whoever connects; null: nothing, ever.</param>
    private async Task AtPeerAsync(byte[]? greeting)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var call = CallAsync(Tls(((IPEndPoint)listener.LocalEndpoint).Port));
        using var peer = await listener.AcceptSocketAsync();
        if (greeting is not null) await peer.SendAsync(greeting);
        await call;
    }

    private async Task DistrustAsync()
    {
        using var other = new TestAuthority();
        await using var server = await EchoServer.StartAsync(other);
        await CallAsync(GrpcChannels.OverTls(server.Address.Authority, new MasterTrust(_authority.Root, TimeProvider.System).Options(own: null)));
    }

    private async Task AtWebServerAsync(HttpProtocols protocols, bool withTls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (withTls) listen.UseHttps(_authority.Server);
        }));
        await using var app = builder.Build();
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await CallAsync(Tls(address.Port));
    }

    private async Task StreamAsync(Func<EchoServer, Task> then, string? asked)
    {
        await using var server = await EchoServer.StartAsync(_authority);
        using var channel = EchoChannel.OverTls(server.Address, _authority);
        using var call = new Echo.EchoClient(channel).Chat(asked is null ? [] : new Metadata { { "x-do", asked } });
        await call.RequestStream.WriteAsync(Hello);
        if (asked is null) await call.ResponseStream.MoveNext(CancellationToken.None);
        var read = ReadAllAsync(call.ResponseStream);
        await then(server);
        await read;
    }

    private async Task TooLongAsync()
    {
        await using var server = await EchoServer.StartAsync(_authority);
        using var channel = EchoChannel.OverTls(server.Address, _authority, limit: 1000);
        await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Payload = UnsafeByteOperations.UnsafeWrap(new byte[2000]) });
    }

    private async Task CancelAsync()
    {
        await using var server = await EchoServer.StartAsync(_authority);
        using var channel = EchoChannel.OverTls(server.Address, _authority);
        using var cancel = new CancellationTokenSource();
        using var call = new Echo.EchoClient(channel).Chat(cancellationToken: cancel.Token);
        await call.ResponseHeadersAsync;
        await cancel.CancelAsync();
        await ReadAllAsync(call.ResponseStream);
    }

    private static async Task ReadAllAsync(IAsyncStreamReader<EchoReply> replies)
    {
        while (await replies.MoveNext(CancellationToken.None))
        {
        }
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
