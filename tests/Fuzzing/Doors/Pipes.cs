using System.Runtime.InteropServices;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Named pipes: who opens one waits for its other end.</summary>
internal static partial class Pipes
{
    public static void Make(string path)
    {
        if (MakeFifo(path, 0x180) != 0) throw new IOException($"mkfifo '{path}': {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
