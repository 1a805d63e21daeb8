namespace Grpc.Core.Client;

/// <summary>Starts calls on a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    // The signature is Grpc.Core's; there is no synchronisation context here that the wait could block.
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = AsyncUnaryCall(method, host, options, request);
        return call.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall(channel, method, host, options);
        call.Start(new MessageContent<TRequest>(call, method.RequestMarshaller, request));
        return new AsyncUnaryCall<TResponse>(call.ReadSingleAsync(method.ResponseMarshaller), call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall(channel, method, host, options);
        call.Start(new MessageContent<TRequest>(call, method.RequestMarshaller, request));
        return new AsyncServerStreamingCall<TResponse>(
            new ClientStreamReader<TResponse>(call, method.ResponseMarshaller), call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall(channel, method, host, options);
        var content = new RequestStreamContent();
        call.Start(content);
        var response = call.ReadSingleAsync(method.ResponseMarshaller);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            new ClientStreamWriter<TRequest>(call, content, method.RequestMarshaller, options.WriteOptions, response),
            response,
            call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall(channel, method, host, options);
        var content = new RequestStreamContent();
        call.Start(content);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            new ClientStreamWriter<TRequest>(call, content, method.RequestMarshaller, options.WriteOptions, call.Headers),
            new ClientStreamReader<TResponse>(call, method.ResponseMarshaller),
            call);
    }
}
