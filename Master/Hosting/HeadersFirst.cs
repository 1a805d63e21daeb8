using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Salt.Master.Hosting;

/// <summary>Sends the response headers of a duplex call before its method runs: the client may wait for them before it speaks, and
/// the library would send them with the first message only. It stands innermost: what refuses a call does so before.</summary>
internal sealed class HeadersFirst : Interceptor
{
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await context.WriteResponseHeadersAsync(Metadata.Empty);
        await continuation(requestStream, responseStream, context);
    }
}
