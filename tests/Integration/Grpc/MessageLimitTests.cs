using Google.Protobuf;
using Grpc.Core;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Messages over the limit of either side.</summary>
[CancelAfter(20_000)]
internal sealed class MessageLimitTests
{
    private const int ServersReceiveLimit = 1000;
    private const int ServersSendLimit = 2000;

    private DirectoryInfo _folder = null!;
    private string _socket = null!;
    private EchoServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("salt-grpc-");
        _socket = Path.Combine(_folder.FullName, "echo.sock");
        _server = await EchoServer.StartAsync(_socket, options =>
        {
            options.MaxReceiveMessageSize = ServersReceiveLimit;
            options.MaxSendMessageSize = ServersSendLimit;
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [TestCase(8_000, TestName = "A_request_over_the_servers_limit_is_refused_by_it")]
    [TestCase(6_000_000, TestName = "A_request_that_is_still_being_sent_is_refused_by_the_server")]
    [TestCase(9_000_000, TestName = "A_request_over_the_clients_limit_is_not_sent")]
    public async Task A_request_over_a_limit_exhausts_a_resource(int size)
    {
        using var channel = EchoChannel.OverUnixSocket(_socket);

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).UnaryAsync(Request(size)));

        AssertExhausted(failure);
    }

    [Test]
    public async Task A_stream_goes_on_after_a_request_that_was_too_large_to_send(CancellationToken token)
    {
        using var channel = EchoChannel.OverUnixSocket(_socket);
        using var call = new Echo.EchoClient(channel).Collect(cancellationToken: token);

        await call.RequestStream.WriteAsync(Request(10), token);
        var failure = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(Request(9_000_000), token));
        await call.RequestStream.WriteAsync(Request(10), token);
        await call.RequestStream.CompleteAsync();

        AssertExhausted(failure);
        Assert.That((await call).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task A_response_over_the_servers_limit_is_not_sent(CancellationToken token)
    {
        using var channel = EchoChannel.OverUnixSocket(_socket);
        using var call = new Echo.EchoClient(channel).Collect(cancellationToken: token);
        for (var i = 0; i < 3; i++)
            await call.RequestStream.WriteAsync(Request(900), token);
        await call.RequestStream.CompleteAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        AssertExhausted(failure);
    }

    [Test]
    public async Task A_response_over_the_clients_limit_ends_the_call(CancellationToken token)
    {
        using var channel = EchoChannel.OverUnixSocket(_socket, limit: 500);
        using var call = new Echo.EchoClient(channel).Collect(cancellationToken: token);
        for (var i = 0; i < 2; i++)
            await call.RequestStream.WriteAsync(Request(400), token);
        await call.RequestStream.CompleteAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        AssertExhausted(failure);
    }

    private static EchoRequest Request(int size) => new() { Payload = UnsafeByteOperations.UnsafeWrap(new byte[size]) };

    private static void AssertExhausted(RpcException? failure)
    {
        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted), failure.ToString());
        Assert.That(
            RpcFault.Of(failure, "the server"),
            Is.EqualTo(new RpcFault(Failure.BadRequest, "a message to or from the server is longer than allowed (max_message_size)")));
    }
}
