namespace Grpc.Core.Server;

/// <summary>The responses of a streaming call.</summary>
internal sealed class ServerStreamWriter<T>(HttpServerCallContext call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    private int _writing;

    public WriteOptions? WriteOptions { get; set; } = call.WriteOptions;

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _writing, 1) == 1)
            throw new InvalidOperationException("The previous write has not ended.");

        try
        {
            if (call.HasEnded)
                throw new InvalidOperationException("The call has ended: no responses can follow.");
            // Half a message cannot be taken back: a cancelled write takes the call with it.
            await using var cancel = cancellationToken.UnsafeRegister(
                static call => ((HttpServerCallContext)call!).Http.Abort(), call);
            call.CancellationToken.ThrowIfCancellationRequested();
            call.Responses.Write(marshaller, message);
            if (((WriteOptions?.Flags ?? WriteFlags.None) & WriteFlags.BufferHint) == 0)
                await call.Responses.FlushAsync(call.CancellationToken);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }
}
