namespace Grpc.Core;

/// <summary>The messages that the other side sends, one at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> read.</summary>
    T Current { get; }

    /// <summary>Reads the next message. False: the other side has sent its last one.</summary>
    /// <exception cref="RpcException">On a client: the call ended with another status than OK.</exception>
    /// <exception cref="OperationCanceledException">On a server: the client is gone or the deadline has passed.</exception>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
