namespace Grpc.Core;

/// <summary>A call that ended with a status other than OK. Thrown by a server method, it sets the call's status.</summary>
/// <param name="status">The end of the call; its <see cref="Status.DebugException"/> becomes the inner exception.</param>
/// <param name="trailers">What came, or shall go, with the status.</param>
/// <param name="message">The exception's text; the status by default.</param>
public sealed class RpcException(Status status, Metadata trailers, string message)
    : Exception(message, status.DebugException)
{
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    public Status Status { get; } = status;

    public StatusCode StatusCode => Status.StatusCode;

    public Metadata Trailers { get; } = trailers;
}
