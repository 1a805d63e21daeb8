using Grpc.Core.Wire;

namespace Grpc.Core.Client;

/// <summary>The requests of a streaming call.</summary>
/// <param name="call">The call.</param>
/// <param name="content">The body of its request.</param>
/// <param name="marshaller">Of the requests.</param>
/// <param name="options">Options of the first messages.</param>
/// <param name="answer">What to wait for when a write fails: the server has then ended the call, and this tells how.</param>
internal sealed class ClientStreamWriter<T>(
    ClientCall call,
    RequestStreamContent content,
    Marshaller<T> marshaller,
    WriteOptions? options,
    Task answer) : IClientStreamWriter<T>
{
    private int _writing;
    private bool _complete;

    public WriteOptions? WriteOptions { get; set; } = options;

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _writing, 1) == 1)
            throw new InvalidOperationException("The previous write has not ended.");

        try
        {
            if (_complete)
                throw new InvalidOperationException("The requests are complete: none can follow.");
            await using var cancel = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), call);
            await SendAsync(message);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _complete = true;
        return EndAsync();
    }

    private async Task SendAsync(T message)
    {
        try
        {
            var stream = await content.Stream;
            using var buffer = new MessageBuffer(call.Options.MaxSendMessageSize);
            await stream.WriteAsync(buffer.Serialize(marshaller, message), call.CancellationToken);
            if (((WriteOptions?.Flags ?? WriteFlags.None) & WriteFlags.BufferHint) == 0)
                await stream.FlushAsync(call.CancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            throw await FailureAsync(e);
        }
    }

    private async Task EndAsync()
    {
        // A stream that ends before it has begun would have no headers.
        await Task.WhenAny(content.Stream, call.Headers);
        content.End();
    }

    /// <summary>A write fails because the call has ended. What the write ran into is no status: the response has it.</summary>
    private async Task<Exception> FailureAsync(Exception e)
    {
        await Task.WhenAny(answer);
        if (!call.HasEnded)
            return new RpcException(new Status(
                StatusCode.Unknown, "The server has ended the call; its status is in the response.", e));

        return call.GetStatus().StatusCode == StatusCode.OK
            ? new InvalidOperationException("The call has ended: no requests can follow.", e)
            : call.EndException();
    }
}
