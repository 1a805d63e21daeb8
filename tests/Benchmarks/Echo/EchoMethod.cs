using Grpc.Core;

namespace Salt.Tests.Benchmarks.Echo;

/// <summary>The smallest service: bytes in, the same bytes out.</summary>
internal static class EchoMethod
{
    public static Method<byte[], byte[]> Call { get; } = new(
        MethodType.Unary,
        "bench.Echo",
        "Echo",
        Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes),
        Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes));
}
