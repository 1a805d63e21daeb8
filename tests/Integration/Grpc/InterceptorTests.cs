using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Interceptors around our server's methods.</summary>
[CancelAfter(20_000)]
internal sealed class InterceptorTests
{
    private static readonly EchoRequest Hello = new() { Payload = ByteString.CopyFromUtf8("hello"), Count = 1 };

    private readonly ConcurrentQueue<string> _passed = new();
    private DirectoryInfo _folder = null!;
    private EchoServer _server = null!;
    private GrpcChannel _channel = null!;
    private Echo.EchoClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("salt-grpc-");
        var socket = Path.Combine(_folder.FullName, "echo.sock");
        _server = await EchoServer.StartAsync(socket, options =>
        {
            options.Interceptors.Add<Gate>("outer", _passed);
            options.Interceptors.Add<Gate>("inner", _passed);
        });
        _channel = EchoChannel.OverUnixSocket(socket);
        _client = new Echo.EchoClient(_channel);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [SetUp]
    public void Forget() => _passed.Clear();

    [TestCase("Unary")]
    [TestCase("Collect")]
    [TestCase("Repeat")]
    [TestCase("Chat")]
    public async Task A_call_of_every_shape_passes_them_in_order(string method)
    {
        await CallAsync(method, []);

        Assert.That(_passed, Is.EqualTo(new[]
        {
            $"outer in /salt.tests.v1.Echo/{method}", $"inner in /salt.tests.v1.Echo/{method}",
            $"inner out /salt.tests.v1.Echo/{method}", $"outer out /salt.tests.v1.Echo/{method}",
        }));
    }

    [TestCase("Unary")]
    [TestCase("Collect")]
    [TestCase("Repeat")]
    [TestCase("Chat")]
    public async Task One_that_refuses_a_call_of_any_shape_keeps_it_from_the_method(string method)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => CallAsync(method, new Metadata { { "x-refuse", "inner" } }));

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(failure.Status.Detail, Is.EqualTo("inner refuses"));
        Assert.That(failure.Trailers.GetValue("x-by"), Is.EqualTo("inner"));
        Assert.That(_passed, Has.Count.EqualTo(2), "It never came out of the gate again.");
    }

    private async Task CallAsync(string method, Metadata headers)
    {
        switch (method)
        {
            case "Unary":
                await _client.UnaryAsync(Hello, headers);
                break;
            case "Collect":
                using (var call = _client.Collect(headers))
                {
                    await call.RequestStream.CompleteAsync();
                    await call;
                }

                break;
            case "Repeat":
                using (var call = _client.Repeat(Hello, headers))
                    await ReadAsync(call.ResponseStream);
                break;
            default:
                using (var call = _client.Chat(headers))
                {
                    await call.RequestStream.CompleteAsync();
                    await ReadAsync(call.ResponseStream);
                }

                break;
        }
    }

    private static async Task ReadAsync(IAsyncStreamReader<EchoReply> replies)
    {
        await foreach (var _ in replies.ReadAllAsync())
        {
        }
    }
}
