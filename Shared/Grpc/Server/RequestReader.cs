using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core.Wire;

namespace Grpc.Core.Server;

/// <summary>Takes the requests of a call out of the body, deserialised from Kestrel's own buffers. One reader at a time.</summary>
/// <param name="body">The body of the request.</param>
/// <param name="limit">Bytes of the longest message; null for no limit.</param>
internal sealed class RequestReader(PipeReader body, int? limit) : DeserializationContext
{
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    /// <summary>The next request; null when the client has sent its last one.</summary>
    /// <exception cref="RpcException">The message is compressed, over the limit, cut short or none at all.</exception>
    /// <exception cref="OperationCanceledException">The client is gone, or the token is cancelled.</exception>
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await ReadBodyAsync(cancellationToken);
            var (consumed, examined) = (result.Buffer.Start, result.Buffer.End);
            try
            {
                if (TryFrame(result.Buffer, out _payload))
                {
                    consumed = examined = _payload.End;
                    return ReceivedMessage.Deserialize(marshaller, this);
                }

                if (result.IsCompleted)
                    return result.Buffer.IsEmpty ? null : throw MessageHeader.Truncated();
            }
            finally
            {
                body.AdvanceTo(consumed, examined);
            }
        }
    }

    /// <summary>The only request of a method that takes one.</summary>
    /// <exception cref="RpcException">There is none, or more than one, or one that cannot be read.</exception>
    public async ValueTask<T> ReadSingleAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        var request = await ReadAsync(marshaller, cancellationToken)
            ?? throw new RpcException(new Status(StatusCode.Internal, "The client sent no request."));
        // To the end of the stream: a response before it would make Kestrel reset the request.
        if (await ReadAsync(marshaller, cancellationToken) is not null)
            throw new RpcException(new Status(StatusCode.Internal, "The client sent more than one request."));
        return request;
    }

    private async ValueTask<ReadResult> ReadBodyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new OperationCanceledException("The client is gone: " + e.Message, e);
        }
    }

    private bool TryFrame(ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        if (buffer.Length < MessageHeader.Size)
            return false;

        Span<byte> header = stackalloc byte[MessageHeader.Size];
        buffer.Slice(0, MessageHeader.Size).CopyTo(header);
        var length = MessageHeader.Read(header, limit);
        if (buffer.Length - MessageHeader.Size < length)
            return false;
        payload = buffer.Slice(MessageHeader.Size, length);
        return true;
    }
}
