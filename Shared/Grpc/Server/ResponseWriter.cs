using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core.Wire;

namespace Grpc.Core.Server;

/// <summary>Puts the responses of a call into the body, serialised straight into Kestrel's buffers.</summary>
/// <param name="body">The body of the response.</param>
/// <param name="limit">Bytes of the longest message; null for no limit.</param>
internal sealed class ResponseWriter(PipeWriter body, int? limit) : SerializationContext
{
    private ArrayBufferWriter<byte>? _unannounced;
    private bool _announced;

    /// <summary>Whether headers or a message are on their way.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Puts a message into the buffer; it goes out with the next flush or with the end of the response.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the message is over the limit. Nothing was written.</exception>
    public void Write<T>(Marshaller<T> marshaller, T message)
    {
        _announced = false;
        _unannounced = null;
        marshaller.ContextualSerializer(message, this);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        HasStarted = true;
        await body.FlushAsync(cancellationToken);
        // Kestrel takes what is written for a client that is gone, and says nothing.
        cancellationToken.ThrowIfCancellationRequested();
    }

    public override void SetPayloadLength(int payloadLength)
    {
        MessageHeader.ThrowIfTooLargeToSend(payloadLength, limit);
        HasStarted = true;
        MessageHeader.Write(body.GetSpan(MessageHeader.Size), payloadLength);
        body.Advance(MessageHeader.Size);
        _announced = true;
    }

    public override IBufferWriter<byte> GetBufferWriter() => _announced ? body : _unannounced ??= new ArrayBufferWriter<byte>();

    public override void Complete()
    {
        if (!_announced)
            WriteWhole(_unannounced is null ? default : _unannounced.WrittenSpan);
    }

    public override void Complete(byte[] payload) => WriteWhole(payload);

    private void WriteWhole(ReadOnlySpan<byte> payload)
    {
        SetPayloadLength(payload.Length);
        body.Write(payload);
    }
}
