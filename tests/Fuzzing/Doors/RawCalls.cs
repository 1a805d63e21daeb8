using Grpc.Core;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Calls whose messages are bytes as they are made, whether they are messages or not.</summary>
internal static class RawCalls
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static Method<byte[], byte[]> Method(MethodType type, string service, string name) => new(type, service, name, Bytes, Bytes);

    /// <summary>Asks once and reads replies until there is no more, or so many.</summary>
    /// <returns>How it ended.</returns>
    public static async Task<Status> AskAsync(CallInvoker invoker, Method<byte[], byte[]> method, byte[] request, int most, TimeProvider clock, TimeSpan patience)
    {
        var options = new CallOptions(deadline: clock.GetUtcNow().UtcDateTime + patience);
        try
        {
            if (method.Type == MethodType.Unary)
            {
                using var unary = invoker.AsyncUnaryCall(method, null, options, request);
                await unary.ResponseAsync;
                return Status.DefaultSuccess;
            }

            using var call = invoker.AsyncServerStreamingCall(method, null, options, request);
            for (var i = 0; i < most && await call.ResponseStream.MoveNext(CancellationToken.None); i++)
            {
            }

            return Status.DefaultSuccess;
        }
        catch (RpcException e)
        {
            return e.Status;
        }
    }
}
