using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace Salt.Tests.Integration.Identity;

/// <summary>Calls any RPC by its descriptor, with an empty message.</summary>
internal static class RawCall
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>How the call ends. A stream is read to its end; nothing is written to it.</summary>
    public static async Task<Status> StatusAsync(GrpcChannel channel, MethodDescriptor descriptor)
    {
        var invoker = channel.CreateCallInvoker();
        var method = new Method<byte[], byte[]>(TypeOf(descriptor), descriptor.Service.FullName, descriptor.Name, Bytes, Bytes);
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().AddSeconds(30).UtcDateTime);
        try
        {
            switch (method.Type)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(method, null, options, []);
                    break;
                case MethodType.ServerStreaming:
                    using (var call = invoker.AsyncServerStreamingCall(method, null, options, [])) await DrainAsync(call.ResponseStream);
                    break;
                case MethodType.ClientStreaming:
                    using (var call = invoker.AsyncClientStreamingCall(method, null, options)) await call.ResponseAsync;
                    break;
                default:
                    using (var call = invoker.AsyncDuplexStreamingCall(method, null, options)) await DrainAsync(call.ResponseStream);
                    break;
            }

            return Status.DefaultSuccess;
        }
        catch (RpcException e)
        {
            return e.Status;
        }
    }

    private static async Task DrainAsync(IAsyncStreamReader<byte[]> responses)
    {
        await foreach (var response in responses.ReadAllAsync()) Assert.That(response, Is.Null, "an answer was given");
    }

    private static MethodType TypeOf(MethodDescriptor method) => (method.IsClientStreaming, method.IsServerStreaming) switch
    {
        (false, false) => MethodType.Unary,
        (false, true) => MethodType.ServerStreaming,
        (true, false) => MethodType.ClientStreaming,
        _ => MethodType.DuplexStreaming,
    };
}
