using Grpc.Core;

namespace Salt.Shared.Rpc;

/// <summary>The requests of a streaming call. A write that meets the end of the connection at a bad moment throws what the transport
/// throws; here it is the failure of a call, as it is for a read.</summary>
public sealed class RequestWriter<T>(IClientStreamWriter<T> requests)
{
    /// <exception cref="RpcException">The call has ended. Whose doing it was, the response tells.</exception>
    public Task WriteAsync(T message, CancellationToken cancellationToken = default) =>
        NameAsync(requests.WriteAsync(message, cancellationToken), cancellationToken);

    /// <summary>No request follows.</summary>
    /// <exception cref="RpcException">The call has ended.</exception>
    public Task CompleteAsync() => NameAsync(requests.CompleteAsync(), CancellationToken.None);

    private static async Task NameAsync(Task sent, CancellationToken cancellationToken)
    {
        try
        {
            await sent;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // Not the caller's wish: the call was ended under the write.
            throw new RpcException(new Status(StatusCode.Cancelled, "", e));
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "", e));
        }
    }
}
