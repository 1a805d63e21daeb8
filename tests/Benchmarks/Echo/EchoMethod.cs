using Grpc.Core;

namespace Salt.Tests.Benchmarks.Echo;

/// <summary>The smallest service: bytes in, the same bytes out.</summary>
internal static class EchoMethod
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>A call for each message.</summary>
    public static Method<byte[], byte[]> Call { get; } = new(MethodType.Unary, "bench.Echo", "Echo", Bytes, Bytes);

    /// <summary>One call for all messages, as minions hold it.</summary>
    public static Method<byte[], byte[]> Stream { get; } = new(MethodType.DuplexStreaming, "bench.Echo", "EchoAll", Bytes, Bytes);
}
