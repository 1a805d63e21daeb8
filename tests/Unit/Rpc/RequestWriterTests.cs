using Grpc.Core;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;

namespace Salt.Tests.Unit.Rpc;

public class RequestWriterTests
{
    private static readonly Exception[] Broken =
    [
        new HttpIOException(HttpRequestError.ResponseEnded), new IOException("x"), new HttpRequestException("x"), new HttpProtocolException(0, "x", null),
        new TaskCanceledException("x"),
    ];

    [TestCaseSource(nameof(Broken))]
    public async Task What_the_transport_throws_under_a_write_is_the_failure_of_the_call(Exception broken)
    {
        var requests = new RequestWriter<string>(new Throwing(broken));

        var write = await Assert.ThrowsAsync<RpcException>(() => requests.WriteAsync("x"));
        var end = await Assert.ThrowsAsync<RpcException>(requests.CompleteAsync);

        Assert.That(RpcFault.Of(write!, "the master").Failure, Is.EqualTo(Failure.Unavailable));
        Assert.That(RpcFault.Of(end!, "the master").Failure, Is.EqualTo(Failure.Unavailable));
    }

    [Test]
    public async Task What_is_no_fault_of_the_transport_stays_what_it_is() => Assert.That(
        await Assert.ThrowsAsync<InvalidOperationException>(() => new RequestWriter<string>(new Throwing(new InvalidOperationException("x"))).WriteAsync("x")),
        Is.Not.Null);

    private sealed class Throwing(Exception e) : IClientStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => Task.FromException(e);

        public Task WriteAsync(string message, CancellationToken cancellationToken) => Task.FromException(e);

        public Task CompleteAsync() => Task.FromException(e);
    }
}
