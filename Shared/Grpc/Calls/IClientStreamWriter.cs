namespace Grpc.Core;

/// <summary>The stream of requests, on the client.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that no more requests follow. The call goes on until the server ends it.</summary>
    Task CompleteAsync();
}
