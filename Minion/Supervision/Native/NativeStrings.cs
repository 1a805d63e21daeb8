using System.Runtime.InteropServices;
using System.Text;

namespace Salt.Minion.Supervision.Native;

/// <summary>An argv or envp: NUL-terminated UTF-8 strings behind an array of pointers that a null pointer ends, in one
/// piece of native memory.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte** _pointers;

    public NativeStrings(IReadOnlyList<string> texts)
    {
        var size = sizeof(byte*) * (texts.Count + 1);
        for (var i = 0; i < texts.Count; i++) size += Encoding.UTF8.GetByteCount(texts[i]) + 1;

        var memory = (byte*)NativeMemory.Alloc((nuint)size);
        _pointers = (byte**)memory;
        var next = memory + (sizeof(byte*) * (texts.Count + 1));
        var end = memory + size;
        for (var i = 0; i < texts.Count; i++)
        {
            _pointers[i] = next;
            next += Encoding.UTF8.GetBytes(texts[i], new Span<byte>(next, (int)(end - next)));
            *next++ = 0;
        }

        _pointers[texts.Count] = null;
    }

    public byte** Pointers => _pointers;

    public void Dispose()
    {
        NativeMemory.Free(_pointers);
        _pointers = null;
    }
}
