using System.Buffers.Binary;

namespace Grpc.Core.Wire;

/// <summary>The five bytes before each message: the compressed flag and the length, big-endian.</summary>
internal static class MessageHeader
{
    public const int Size = 5;

    public static void Write(Span<byte> header, int length)
    {
        header[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
    }

    /// <summary>The length of the message that follows.</summary>
    /// <exception cref="RpcException">UNIMPLEMENTED for a compressed message, RESOURCE_EXHAUSTED for one over the limit.</exception>
    public static int Read(ReadOnlySpan<byte> header, int? limit)
    {
        if (header[0] != 0)
            throw new RpcException(new Status(
                StatusCode.Unimplemented, "Compressed messages are not supported; accepted encodings: identity."));

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (limit ?? int.MaxValue))
            throw TooLarge("Received", length, limit ?? int.MaxValue);
        return (int)length;
    }

    /// <exception cref="RpcException">RESOURCE_EXHAUSTED.</exception>
    public static void ThrowIfTooLargeToSend(int length, int? limit)
    {
        if (length > limit)
            throw TooLarge("Sending", length, limit.Value);
    }

    public static RpcException Truncated() =>
        new(new Status(StatusCode.Internal, "The stream ended in the middle of a message."));

    private static RpcException TooLarge(string verb, long length, int limit) => new(new Status(
        StatusCode.ResourceExhausted, $"{verb} a message of {length} bytes, over the limit of {limit} bytes."));
}
