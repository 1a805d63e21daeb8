namespace Salt.Minion.Supervision.Running;

/// <summary>Bytes that wait, first in, first out; without the memory of its largest moment once it is empty.</summary>
internal sealed class Backlog
{
    private const int Kept = 16 * 1024;

    private byte[] _bytes = new byte[Kept];
    private int _start;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(_start, Length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_start + Length + bytes.Length > _bytes.Length) MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_start + Length));
        Length += bytes.Length;
    }

    public void Remove(int count)
    {
        _start += count;
        Length -= count;
        if (Length > 0) return;
        _start = 0;
        if (_bytes.Length > Kept) _bytes = new byte[Kept];
    }

    private void MakeRoom(int more)
    {
        var needed = Length + more;
        var target = needed > _bytes.Length ? new byte[Math.Max(needed, 2 * _bytes.Length)] : _bytes;
        Content.CopyTo(target);
        _bytes = target;
        _start = 0;
    }
}
