using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller takes one message from; valid during the call of the deserializer only.</summary>
public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array of its own.</summary>
    public abstract byte[] PayloadAsNewBuffer();

    /// <summary>The message in the transport's buffers, not copied.</summary>
    public abstract ReadOnlySequence<byte> PayloadAsReadOnlySequence();
}
