using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Salt.Master.Hosting;
using Salt.Shared.Errors;

namespace Salt.Tests.Unit.Master.Hosting;

public class ErrorInterceptorTests
{
    private ListLogger _log = null!;

    [SetUp]
    public void Begin() => _log = new ListLogger();

    [Test]
    public async Task A_named_failure_becomes_its_status_and_message()
    {
        var error = await FailingAsync(new SaltException(Failure.NotFound, "no job 1 is on record", detail: "for the log"));

        Assert.That((error.StatusCode, error.Status.Detail), Is.EqualTo((StatusCode.NotFound, "no job 1 is on record")));
        Assert.That(_log.Lines.Single(), Does.Contain("for the log"));
    }

    [Test]
    public async Task What_nobody_named_tells_the_caller_only_where_the_log_has_it()
    {
        var error = await FailingAsync(new InvalidOperationException("a secret of ours"));

        Assert.That(error.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(error.Status.Detail, Does.Match("^a fault of the master's own, [0-9a-f]{8} in its log$"));
        Assert.That(_log.Lines.Single(), Does.Contain(error.Status.Detail.Split(' ')[6]).And.Contain("a secret of ours"));
    }

    [Test]
    public async Task Bytes_that_are_no_message_are_their_senders_fault_and_do_not_fill_the_log()
    {
        var interceptor = new ErrorInterceptor(TimeProvider.System, _log);
        for (var i = 0; i < 20; i++)
        {
            var broken = Assert.Throws<InvalidProtocolBufferException>(() => Salt.V1.MinionMessage.Parser.ParseFrom([0x0a, 0x7f]));
            var error = await Assert.ThrowsAsync<RpcException>(() => interceptor.UnaryServerHandler<string, string>("", new Call(), (_, _) => throw broken!));
            Assert.That((error!.StatusCode, error.Status.Detail), Is.EqualTo((StatusCode.InvalidArgument, "what was sent is no message")));
        }

        Assert.That(_log.Lines, Has.Count.EqualTo(5).And.None.Contains("fault"));
    }

    /// <summary>What a peer does to its connection is no fault of the master's.</summary>
    [Test]
    public void A_connection_that_broke_is_no_fault()
    {
        Exception[] broken = [new Microsoft.AspNetCore.Connections.ConnectionResetException("x"), new IOException("The request stream was aborted.", new Microsoft.AspNetCore.Connections.ConnectionAbortedException("The HTTP/2 connection faulted."))];
        foreach (var thrown in broken)
        {
            Assert.That(
                () => new ErrorInterceptor(TimeProvider.System, _log).UnaryServerHandler<string, string>("", new Call(), (_, _) => throw thrown), Throws.Exception.SameAs(thrown));
        }

        Assert.That(_log.Lines, Is.Empty);
    }

    [Test]
    public async Task A_status_that_was_chosen_is_left_alone()
    {
        var chosen = new RpcException(new Status(StatusCode.Aborted, "as is"));

        Assert.That(await FailingAsync(chosen), Is.SameAs(chosen));
        Assert.That(_log.Lines, Is.Empty);
    }

    [Test]
    public async Task A_call_that_this_side_gives_up_is_cancelled_and_no_fault()
    {
        var error = await FailingAsync(new OperationCanceledException());

        Assert.That((error.StatusCode, error.Status.Detail), Is.EqualTo((StatusCode.Cancelled, "the master stops")));
        Assert.That(_log.Lines, Is.Empty);
    }

    private async Task<RpcException> FailingAsync(Exception thrown) =>
        (await Assert.ThrowsAsync<RpcException>(() => new ErrorInterceptor(TimeProvider.System, _log).UnaryServerHandler<string, string>("", new Call(), (_, _) => throw thrown)))!;

    private sealed class ListLogger : ILogger<ErrorInterceptor>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");
    }

    private sealed class Call : ServerCallContext
    {
        protected override string MethodCore => "/salt.v1.Control/ShowJob";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => CancellationToken.None;

        protected override Metadata ResponseTrailersCore => [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
            throw new NotSupportedException("no call is made from this one");

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
