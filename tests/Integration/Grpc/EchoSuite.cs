using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>What our client must see of every Echo server, whoever wrote it.</summary>
[CancelAfter(20_000)]
internal abstract class EchoSuite
{
    private static readonly EchoRequest Hello = new() { Payload = ByteString.CopyFromUtf8("hello") };

    private GrpcChannel _channel = null!;

    protected TestAuthority Authority { get; private set; } = null!;

    protected Echo.EchoClient Client { get; private set; } = null!;

    protected Uri Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Authority = new TestAuthority();
        Server = await StartServerAsync();
        _channel = EchoChannel.OverTls(Server, Authority);
        Client = new Echo.EchoClient(_channel);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _channel?.Dispose();
        await StopServerAsync();
        Authority.Dispose();
    }

    [Test]
    public async Task A_unary_call_returns_its_message_and_headers(CancellationToken token)
    {
        using var call = Client.UnaryAsync(Hello, new Metadata { { "x-echo", "some text" } }, cancellationToken: token);

        var headers = await call.ResponseHeadersAsync;
        var reply = await call;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(headers.GetValue("x-echo"), Is.EqualTo("some text"));
            Assert.That(reply.Payload, Is.EqualTo(Hello.Payload));
            Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
        }
    }

    [Test]
    public async Task A_client_stream_arrives_whole_and_in_order(CancellationToken token)
    {
        using var call = Client.Collect(cancellationToken: token);
        foreach (var word in new[] { "one ", "", "three" })
            await call.RequestStream.WriteAsync(new EchoRequest { Payload = ByteString.CopyFromUtf8(word) }, token);
        await call.RequestStream.CompleteAsync();

        var reply = await call;

        Assert.That((reply.Payload.ToStringUtf8(), reply.Count), Is.EqualTo(("one three", 3)));
    }

    [Test]
    public async Task A_server_stream_arrives_whole_and_in_order(CancellationToken token)
    {
        using var call = Client.Repeat(new EchoRequest { Payload = Hello.Payload, Count = 100 }, cancellationToken: token);

        var counts = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync(token))
            counts.Add(reply.Count);

        Assert.That(counts, Is.EqualTo(Enumerable.Range(1, 100)));
    }

    [Test]
    public async Task A_duplex_call_answers_each_message_before_the_next_is_sent(CancellationToken token)
    {
        using var call = Client.Chat(cancellationToken: token);
        for (var i = 1; i <= 3; i++)
        {
            await call.RequestStream.WriteAsync(Hello, token);
            Assert.That(await call.ResponseStream.MoveNext(token), Is.True);
            Assert.That(call.ResponseStream.Current.Count, Is.EqualTo(i));
        }

        await call.RequestStream.CompleteAsync();

        Assert.That(await call.ResponseStream.MoveNext(token), Is.False);
    }

    [Test]
    public async Task A_message_of_6_MiB_goes_there_and_back(CancellationToken token)
    {
        var payload = new byte[6 * 1024 * 1024];
        new Random(1).NextBytes(payload);

        var reply = await Client.UnaryAsync(
            new EchoRequest { Payload = UnsafeByteOperations.UnsafeWrap(payload) }, cancellationToken: token);

        Assert.That(reply.Payload.Span.SequenceEqual(payload), Is.True);
    }

    [Test]
    public async Task A_deadline_ends_the_call_on_both_sides(CancellationToken token)
    {
        var before = await CancelledAsync(token);
        using var call = Client.UnaryAsync(
            Hello, Do("hang"), TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300), token);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        await SeenCancelledAsync(before + 1, token);
    }

    [Test]
    public async Task A_unary_call_that_the_client_cancels_ends_on_both_sides(CancellationToken token)
    {
        var before = await CancelledAsync(token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var call = Client.UnaryAsync(Hello, Do("hang"), cancellationToken: cancel.Token);
        // A call of the same connection that is answered shows that the first one has been sent.
        await CancelledAsync(token);

        await cancel.CancelAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await SeenCancelledAsync(before + 1, token);
    }

    [Test]
    public async Task A_stream_that_the_client_disposes_ends_on_both_sides(CancellationToken token)
    {
        var before = await CancelledAsync(token);
        var call = Client.Chat(Do("hang"), cancellationToken: token);
        await call.RequestStream.WriteAsync(Hello, token);
        await call.ResponseStream.MoveNext(token);

        call.Dispose();

        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await SeenCancelledAsync(before + 1, token);
    }

    [Test]
    public async Task A_call_that_the_server_cancels_is_cancelled(CancellationToken token)
    {
        using var call = Client.Chat(Do("cancel"), cancellationToken: token);
        await call.RequestStream.WriteAsync(Hello, token);
        await call.ResponseStream.MoveNext(token);

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(token));

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task A_failure_keeps_its_code_its_UTF_8_detail_and_its_trailers(CancellationToken token)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await Client.UnaryAsync(Hello, Do("fail"), cancellationToken: token));

        AssertIsTheFailureAskedFor(failure!);
    }

    [Test]
    public async Task A_failure_after_messages_keeps_them_and_its_trailers(CancellationToken token)
    {
        using var call = Client.Repeat(
            new EchoRequest { Payload = Hello.Payload, Count = 2 }, Do("fail"), cancellationToken: token);
        var counts = new List<int>();

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var reply in call.ResponseStream.ReadAllAsync(token))
                counts.Add(reply.Count);
        });

        Assert.That(counts, Is.EqualTo(new[] { 1, 2 }));
        AssertIsTheFailureAskedFor(failure!);
    }

    [Test]
    public async Task An_unknown_method_is_unimplemented(CancellationToken token)
    {
        var marshaller = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "salt.tests.v1.Echo", "NoSuch", marshaller, marshaller);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await _channel.CreateCallInvoker()
            .AsyncUnaryCall(method, null, new CallOptions(cancellationToken: token), []));

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Unimplemented));
    }

    [Test]
    public async Task A_client_without_a_certificate_finds_the_server_unavailable(CancellationToken token)
    {
        using var channel = EchoChannel.OverTls(Server, Authority, withCertificate: false);

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await new Echo.EchoClient(channel).UnaryAsync(Hello, cancellationToken: token));

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Unavailable), failure.ToString());
    }

    // The sentence and the exit code of a failure are the same, whoever wrote the server.
    [TestCase("fail", Failure.Conflict, 1, EchoService.FailureDetail)]
    [TestCase("deadline", Failure.TimedOut, 69, "the server did not answer in time; what it was asked to do may still happen")]
    [TestCase("cancel", Failure.Unavailable, 69, "the call to the server was cancelled")]
    [TestCase("crash", Failure.Internal, 70, "the server failed and did not say how; its log may")]
    [TestCase("unknown", Failure.Internal, 70, "the server does not know this call: it is older than this program")]
    public async Task A_failure_has_one_sentence_and_one_exit_code(string what, Failure failure, int exitCode, string sentence)
    {
        var failed = await Assert.ThrowsAsync<RpcException>(() => FailAsync(what));

        var fault = RpcFault.Of(failed!, "the server");

        Assert.That((fault.Failure, ExitCodes.Of(fault.Failure), fault.Sentence), Is.EqualTo((failure, exitCode, sentence)), failed!.ToString());
    }

    protected abstract Task<Uri> StartServerAsync();

    protected abstract Task StopServerAsync();

    private static Metadata Do(string what) => new() { { "x-do", what } };

    private async Task FailAsync(string what)
    {
        switch (what)
        {
            case "deadline":
                await Client.UnaryAsync(Hello, Do("hang"), CallDeadline.After(TimeSpan.FromMilliseconds(300)));
                break;
            case "unknown":
                var bytes = Marshallers.Create<byte[]>(message => message, message => message);
                var method = new Method<byte[], byte[]>(MethodType.Unary, "salt.tests.v1.Echo", "NoSuch", bytes, bytes);
                await _channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, []);
                break;
            default:
                await Client.UnaryAsync(Hello, Do(what));
                break;
        }
    }

    private static void AssertIsTheFailureAskedFor(RpcException failure)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
            Assert.That(failure.Status.Detail, Is.EqualTo(EchoService.FailureDetail));
            Assert.That(failure.Trailers.GetValue("x-reason"), Is.EqualTo("because"));
            Assert.That(failure.Trailers.GetValueBytes("x-bytes-bin"), Is.EqualTo(new byte[] { 0, 1, 255 }));
        }
    }

    private async Task<int> CancelledAsync(CancellationToken token) =>
        (await Client.UnaryAsync(Hello, Do("cancelled"), cancellationToken: token)).Count;

    private async Task SeenCancelledAsync(int count, CancellationToken token)
    {
        // Each look is a call over the wire; the token is the deadline.
        int seen;
        do
            seen = await CancelledAsync(token);
        while (seen < count);
        Assert.That(seen, Is.EqualTo(count));
    }
}
