using System.Buffers;

namespace Grpc.Core.Wire;

/// <summary>One serialised message with its header, in a pooled array.</summary>
/// <param name="limit">Bytes of the longest message; null for no limit.</param>
internal sealed class MessageBuffer(int? limit) : SerializationContext, IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 256;

    private byte[] _buffer = [];
    private int _written;

    /// <summary>Serialises a message; the bytes stay valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the message is over the limit.</exception>
    public ReadOnlyMemory<byte> Serialize<T>(Marshaller<T> marshaller, T message)
    {
        _written = MessageHeader.Size;
        marshaller.ContextualSerializer(message, this);
        var length = _written - MessageHeader.Size;
        MessageHeader.ThrowIfTooLargeToSend(length, limit);
        Reserve(0);
        MessageHeader.Write(_buffer, length);
        return _buffer.AsMemory(0, _written);
    }

    public override void SetPayloadLength(int payloadLength)
    {
        MessageHeader.ThrowIfTooLargeToSend(payloadLength, limit);
        Reserve(payloadLength);
    }

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void Complete()
    {
    }

    public override void Complete(byte[] payload)
    {
        SetPayloadLength(payload.Length);
        payload.CopyTo(_buffer.AsSpan(_written));
        _written += payload.Length;
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the array back to the pool.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int count)
    {
        var needed = _written + count;
        if (needed <= _buffer.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(InitialSize, _buffer.Length * 2)));
        _buffer.AsSpan(0, Math.Min(_written, _buffer.Length)).CopyTo(larger);
        Dispose();
        _buffer = larger;
    }
}
