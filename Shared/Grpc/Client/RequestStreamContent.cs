using System.Net;
using Grpc.Core.Wire;

namespace Grpc.Core.Client;

/// <summary>The body of a request of many messages: hands its stream to the writer and stays open until it is ended.</summary>
internal sealed class RequestStreamContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RequestStreamContent() => Headers.TryAddWithoutValidation("content-type", HeaderNames.ContentType);

    /// <summary>Where to write, once the request headers are out. Cancelled if the call ends before, failed if the server
    /// answers and takes no requests.</summary>
    public Task<Stream> Stream => _stream.Task;

    /// <summary>Ends the request: by the writer when it is complete, or because the call has ended.</summary>
    public void End()
    {
        _end.TrySetResult();
        _stream.TrySetCanceled();
    }

    /// <summary>The response has begun: the handler will not send this request again.</summary>
    public void Answered() => _answered.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The server must see the call before the first message: it may be the one to speak first.
        try
        {
            await stream.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // Another attempt may follow, unless this one is answered: then the server has ended the call already.
            _ = FailOnceAnsweredAsync(e);
            throw;
        }

        if (!_stream.TrySetResult(stream) && _stream.Task.IsCompletedSuccessfully)
            throw new IOException("The connection was lost after the stream of requests had begun: it cannot be sent again.");
        // The token says that the server has reset or ended the call. Throwing that would hide from the handler, and so
        // from the call, how: the response knows.
        await _end.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FailOnceAnsweredAsync(Exception cause)
    {
        await _answered.Task;
        _stream.TrySetException(new IOException("The server has ended the call before its requests began.", cause));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
