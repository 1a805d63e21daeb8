using System.Buffers;

namespace Grpc.Core.Wire;

/// <summary>Takes messages out of a stream of bytes, through one pooled buffer. One reader at a time.</summary>
/// <param name="stream">The response body.</param>
/// <param name="limit">Bytes of the longest message; null for no limit.</param>
internal sealed class MessageReader(Stream stream, int? limit) : DeserializationContext, IDisposable
{
    private const int InitialSize = 4096;
    private const int KeptSize = 64 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _payload;

    public override int PayloadLength => _payload;

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(_buffer, _start, _payload);

    public override byte[] PayloadAsNewBuffer() => _buffer.AsSpan(_start, _payload).ToArray();

    /// <summary>Reads up to the end of the next message, which is then the payload. False: the stream has ended.</summary>
    /// <exception cref="RpcException">The message is compressed, over the limit or cut short.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Discard();
        if (!await FillAsync(MessageHeader.Size, cancellationToken))
            return _start == _end ? false : throw MessageHeader.Truncated();

        var length = MessageHeader.Read(_buffer.AsSpan(_start, MessageHeader.Size), limit);
        _start += MessageHeader.Size;
        if (!await FillAsync(length, cancellationToken))
            throw MessageHeader.Truncated();
        _payload = length;
        return true;
    }

    public void Dispose() => Release();

    private void Discard()
    {
        _start += _payload;
        _payload = 0;
        if (_start == _end && _buffer.Length > KeptSize)
            Release();
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
            return true;

        if (_buffer.Length - _start < count || _start == _end)
            MakeRoom(count);
        while (_end - _start < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    /// <summary>Moves what is unread to the front of a buffer that holds at least <paramref name="count"/> bytes.</summary>
    private void MakeRoom(int count)
    {
        var unread = _buffer.AsSpan(_start, _end - _start);
        var old = _buffer;
        if (count > old.Length)
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(count, InitialSize));
        unread.CopyTo(_buffer);
        (_start, _end) = (0, unread.Length);
        if (old != _buffer)
            Return(old);
    }

    private void Release()
    {
        Return(_buffer);
        _buffer = [];
        _start = _end = _payload = 0;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
