using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Salt.Minion.Supervision.Running;

/// <summary>struct epoll_event: 32 bits of events and 64 of data, packed on x86-64 and aligned everywhere else.</summary>
internal static unsafe class EpollEvent
{
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int Size = DataOffset + 8;

    public static void Write(byte* at, uint events, ulong data)
    {
        Unsafe.WriteUnaligned(at, events);
        Unsafe.WriteUnaligned(at + DataOffset, data);
    }

    public static (uint Events, ulong Data) Read(byte* array, int index)
    {
        var at = array + (index * Size);
        return (Unsafe.ReadUnaligned<uint>(at), Unsafe.ReadUnaligned<ulong>(at + DataOffset));
    }
}
