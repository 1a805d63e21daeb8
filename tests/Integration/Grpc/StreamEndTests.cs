using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>Where streams begin and end, between our own client and server.</summary>
[CancelAfter(20_000)]
internal sealed class StreamEndTests
{
    private static readonly EchoRequest Hello = new() { Payload = ByteString.CopyFromUtf8("hello") };

    private DirectoryInfo _folder = null!;
    private EchoServer _server = null!;
    private GrpcChannel _channel = null!;
    private Echo.EchoClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("salt-grpc-");
        var socket = Path.Combine(_folder.FullName, "echo.sock");
        _server = await EchoServer.StartAsync(socket);
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

    [Test]
    public async Task A_call_goes_over_a_unix_socket(CancellationToken token) =>
        Assert.That((await _client.UnaryAsync(Hello, cancellationToken: token)).Payload, Is.EqualTo(Hello.Payload));

    [Test]
    public void A_blocking_call_returns_its_message(CancellationToken token) =>
        Assert.That(_client.Unary(Hello, cancellationToken: token).Payload, Is.EqualTo(Hello.Payload));

    [Test]
    public async Task Both_sides_of_a_duplex_call_see_its_headers_before_any_message(CancellationToken token)
    {
        using var call = _client.Chat(cancellationToken: token);

        Assert.That(await call.ResponseHeadersAsync.WaitAsync(token), Is.Not.Null);
    }

    [Test]
    public async Task A_duplex_call_without_messages_ends_with_OK(CancellationToken token)
    {
        using var call = _client.Chat(cancellationToken: token);
        await call.RequestStream.CompleteAsync();

        Assert.That(await call.ResponseStream.MoveNext(token), Is.False);
        Assert.That(call.GetStatus(), Is.EqualTo(Status.DefaultSuccess));
    }

    [Test]
    public async Task A_write_after_the_server_failed_the_call_throws_its_status_or_Cancelled_and_the_response_tells_it(CancellationToken token)
    {
        using var call = _client.Collect(Do("fail"), cancellationToken: token);

        var write = await Assert.ThrowsAsync<RpcException>(() => WriteForEverAsync(call.RequestStream, token));
        var response = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.That(write!.StatusCode, Is.AnyOf(StatusCode.FailedPrecondition, StatusCode.Cancelled), write.ToString());
        Assert.That(response!.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(response!.Trailers.GetValue("x-reason"), Is.EqualTo("because"));
    }

    [Test]
    public async Task A_write_after_the_server_ended_a_duplex_call_leaves_its_status_to_the_reader(CancellationToken token)
    {
        using var call = _client.Chat(Do("fail"), cancellationToken: token);

        await Assert.ThrowsAsync<RpcException>(() => WriteForEverAsync(call.RequestStream, token));
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync(token))
            {
            }
        });

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition), failure.ToString());
        Assert.That(failure.Status.Detail, Is.EqualTo(EchoService.FailureDetail));
    }

    [Test]
    public async Task A_write_after_completion_is_refused_and_the_call_goes_on(CancellationToken token)
    {
        using var call = _client.Collect(cancellationToken: token);
        await call.RequestStream.WriteAsync(Hello, token);
        await call.RequestStream.CompleteAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(Hello, token));
        Assert.That((await call).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_in_use_has_no_status_yet(CancellationToken token)
    {
        using var call = _client.Chat(cancellationToken: token);
        await call.ResponseHeadersAsync.WaitAsync(token);

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
    }

    [Test]
    public async Task A_deadline_in_the_past_ends_the_call_before_it_is_sent(CancellationToken token)
    {
        using var call = _client.UnaryAsync(Hello, null, DateTime.UnixEpoch, token);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public void A_deadline_in_local_time_is_a_mistake_of_the_caller() =>
        Assert.Throws<InvalidOperationException>(() =>
            _client.UnaryAsync(Hello, null, TimeProvider.System.GetLocalNow().DateTime.AddHours(1)));

    [Test]
    public async Task A_call_that_begins_cancelled_is_cancelled()
    {
        using var call = _client.UnaryAsync(Hello, cancellationToken: new CancellationToken(canceled: true));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task A_read_whose_token_is_cancelled_cancels_the_call(CancellationToken token)
    {
        using var call = _client.Chat(cancellationToken: token);
        await call.ResponseHeadersAsync.WaitAsync(token);
        using var impatient = new CancellationTokenSource();
        var read = call.ResponseStream.MoveNext(impatient.Token);

        await impatient.CancelAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(() => read);
        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    private static Metadata Do(string what) => new() { { "x-do", what } };

    // Until the call ends: how many writes get through before is the transport's business.
    private static async Task WriteForEverAsync(IClientStreamWriter<EchoRequest> requests, CancellationToken token)
    {
        while (true)
            await requests.WriteAsync(Hello, token);
    }
}
