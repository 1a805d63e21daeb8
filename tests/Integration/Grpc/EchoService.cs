using Google.Protobuf;
using Grpc.Core;
using Salt.Tests.Integration.Grpc.V1;

namespace Salt.Tests.Integration.Grpc;

/// <summary>
/// Our own Echo. Every implementation of it, in any language, does the same: <c>x-echo</c> in the request headers comes
/// back in the response headers; <c>x-do</c> names something other than echoing (see <see cref="Act"/>).
/// </summary>
internal sealed class EchoService : Echo.EchoBase
{
    /// <summary>The detail of the failure that <c>x-do: fail</c> asks for: beyond ASCII, with the escape character.</summary>
    public const string FailureDetail = "größer als 100 % ☃";

    private readonly SemaphoreSlim _changed = new(0);
    private int _cancelled;

    /// <summary>Calls that the server saw cancelled.</summary>
    public int Cancelled => Volatile.Read(ref _cancelled);

    /// <summary>Waits until so many calls have been seen cancelled.</summary>
    public async Task UntilCancelledAsync(int count, CancellationToken cancellationToken)
    {
        while (Cancelled < count)
            await _changed.WaitAsync(cancellationToken);
    }

    public override async Task<EchoReply> Unary(EchoRequest request, ServerCallContext context)
    {
        if (Act(context) == "cancelled")
            return new EchoReply { Count = Cancelled };
        Watch(context);
        await HangIfAskedAsync(context);
        if (context.RequestHeaders.GetValue("x-echo") is { } echo)
            await context.WriteResponseHeadersAsync(new Metadata { { "x-echo", echo } });
        return new EchoReply { Payload = request.Payload, Count = 1 };
    }

    public override async Task<EchoReply> Collect(
        IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        Act(context);
        var reply = new EchoReply();
        using var all = new MemoryStream();
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            requestStream.Current.Payload.WriteTo(all);
            reply.Count++;
        }

        reply.Payload = ByteString.CopyFrom(all.ToArray());
        return reply;
    }

    public override async Task Repeat(
        EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= request.Count; i++)
            await responseStream.WriteAsync(new EchoReply { Payload = request.Payload, Count = i });
        Act(context);
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context)
    {
        Watch(context);
        var count = 0;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await responseStream.WriteAsync(new EchoReply { Payload = requestStream.Current.Payload, Count = ++count });
            Act(context);
            await HangIfAskedAsync(context);
        }
    }

    private static string? Act(ServerCallContext context)
    {
        var what = context.RequestHeaders.GetValue("x-do");
        if (what == "reset")
            context.GetHttpContext().Abort();
        return what switch
        {
            "fail" => throw new RpcException(
                new Status(StatusCode.FailedPrecondition, FailureDetail),
                new Metadata { { "x-reason", "because" }, { "x-bytes-bin", new byte[] { 0, 1, 255 } } }),
            "crash" => throw new InvalidDataException("a secret of the server"),
            "cancel" => throw new RpcException(Status.DefaultCancelled),
            _ => what,
        };
    }

    /// <summary>Counts the call when it is cancelled, if it is one that hangs.</summary>
    private void Watch(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("x-do") == "hang")
            context.CancellationToken.Register(() =>
            {
                Interlocked.Increment(ref _cancelled);
                _changed.Release();
            });
    }

    private static Task HangIfAskedAsync(ServerCallContext context) =>
        context.RequestHeaders.GetValue("x-do") == "hang"
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken)
            : Task.CompletedTask;
}
