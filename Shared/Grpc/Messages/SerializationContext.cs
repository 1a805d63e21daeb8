using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller puts one message.</summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message as an array.</summary>
    public abstract void Complete(byte[] payload);

    /// <summary>Says that the message is all in the buffer writer.</summary>
    public abstract void Complete();

    /// <summary>Announces the size, so that the message can go straight into the transport's buffer.</summary>
    public abstract void SetPayloadLength(int payloadLength);

    public abstract IBufferWriter<byte> GetBufferWriter();
}
