namespace Grpc.Core;

/// <summary>The stream of responses, on the server.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
