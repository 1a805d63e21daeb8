namespace Grpc.Core;

/// <summary>The messages that this side sends, one at a time: a write must have ended before the next begins.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options of the messages written from now on.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Sends a message; flushed when it returns, unless <see cref="WriteFlags.BufferHint"/> is set.</summary>
    Task WriteAsync(T message);

    /// <summary>Sends a message. Where the token is cancelled during the write, the call is cancelled.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken);
}
