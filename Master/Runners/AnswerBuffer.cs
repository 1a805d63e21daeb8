using System.Buffers;
using Salt.Shared.Errors;

namespace Salt.Master.Runners;

/// <summary>Takes the bytes of one answer, up to a size.</summary>
internal sealed class AnswerBuffer(int most) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _written = new();

    public ReadOnlyMemory<byte> Written => _written.WrittenMemory;

    /// <exception cref="SaltException">Conflict: there is more than may be.</exception>
    public void Advance(int count)
    {
        Room(count);
        _written.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(sizeHint);
        return _written.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    // What a writer asks for is a little more than what it needs.
    private void Room(int size)
    {
        if (_written.WrittenCount + (long)size <= most + 4096L) return;
        throw new SaltException(Failure.Conflict, $"the answer is larger than {most >> 20} MiB; ask for less at once");
    }
}
