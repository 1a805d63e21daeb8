using Grpc.Core;

namespace Salt.Tests.Integration.Grpc;

/// <summary>What a client in another language must see of our server.</summary>
[CancelAfter(20_000)]
internal abstract class ForeignClientSuite
{
    private TestAuthority _authority = null!;
    private DirectoryInfo _certificates = null!;
    private EchoServer _server = null!;
    private PeerProcess _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _authority = new TestAuthority();
        _certificates = Directory.CreateTempSubdirectory("salt-grpc-");
        _authority.WriteTo(_certificates.FullName);
        _server = await EchoServer.StartAsync(_authority);
        _client = StartPeer(_server.Address.Port.ToString(), _certificates.FullName);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _certificates.Delete(recursive: true);
        _authority.Dispose();
    }

    [Test]
    public async Task It_sees_the_message_and_the_headers_of_a_unary_call(CancellationToken token) =>
        Assert.That(await SeenAsync("unary", token), Is.EqualTo(new Seen(0, Payload: "hello", Count: 1, Echo: "some text")));

    [Test]
    public async Task Its_stream_arrives_whole_and_in_order(CancellationToken token) =>
        Assert.That(await SeenAsync("collect", token), Is.EqualTo(new Seen(0, Payload: "one three", Count: 3)));

    [Test]
    public async Task It_sees_a_stream_whole_and_in_order(CancellationToken token)
    {
        var seen = await SeenAsync("repeat", token);

        Assert.That(seen.Counts, Is.EqualTo(Enumerable.Range(1, 100)), seen.ToString());
    }

    [Test]
    public async Task It_gets_each_answer_of_a_duplex_call_before_it_sends_the_next(CancellationToken token)
    {
        var seen = await SeenAsync("chat", token);

        Assert.That(seen.Counts, Is.EqualTo(new[] { 1, 2, 3 }), seen.ToString());
        Assert.That((seen.Code, seen.Rest), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Its_message_of_6_MiB_goes_there_and_back(CancellationToken token) =>
        Assert.That(await SeenAsync("big", token), Is.EqualTo(new Seen(0, Count: 6 * 1024 * 1024, Same: true)));

    [Test]
    public async Task Its_deadline_ends_the_call_on_both_sides(CancellationToken token)
    {
        var before = _server.Service.Cancelled;

        Assert.That((await SeenAsync("deadline", token)).Code, Is.EqualTo((int)StatusCode.DeadlineExceeded));
        await _server.Service.UntilCancelledAsync(before + 1, token);
    }

    [Test]
    public async Task A_stream_that_it_cancels_ends_on_both_sides(CancellationToken token)
    {
        var before = _server.Service.Cancelled;

        Assert.That((await SeenAsync("cancel", token)).Code, Is.EqualTo((int)StatusCode.Cancelled));
        await _server.Service.UntilCancelledAsync(before + 1, token);
    }

    [Test]
    public async Task A_call_that_the_server_cancels_is_cancelled(CancellationToken token) =>
        Assert.That((await SeenAsync("server_cancel", token)).Code, Is.EqualTo((int)StatusCode.Cancelled));

    [Test]
    public async Task It_sees_the_code_the_UTF_8_detail_and_the_trailers_of_a_failure(CancellationToken token) =>
        Assert.That(await SeenAsync("fail", token), Is.EqualTo(FailureAskedFor));

    [Test]
    public async Task It_sees_a_failure_after_messages(CancellationToken token)
    {
        var seen = await SeenAsync("fail_late", token);

        Assert.That(seen.Counts, Is.EqualTo(new[] { 1, 2 }), seen.ToString());
        Assert.That(seen with { Counts = null }, Is.EqualTo(FailureAskedFor));
    }

    [Test]
    public async Task An_unknown_method_is_unimplemented(CancellationToken token) =>
        Assert.That((await SeenAsync("unknown", token)).Code, Is.EqualTo((int)StatusCode.Unimplemented));

    [Test]
    public async Task Without_a_certificate_it_finds_the_server_unavailable(CancellationToken token) =>
        Assert.That((await SeenAsync("no_certificate", token)).Code, Is.EqualTo((int)StatusCode.Unavailable));

    protected abstract PeerProcess StartPeer(string port, string certificates);

    private static Seen FailureAskedFor => new(
        (int)StatusCode.FailedPrecondition, EchoService.FailureDetail, Reason: "because", Bytes: "0001ff");

    private async Task<Seen> SeenAsync(string name, CancellationToken token) =>
        Seen.Parse(await _client.AskAsync(name, token));
}
