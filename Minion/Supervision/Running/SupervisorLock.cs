using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>The lock that tells whether a supervisor of this minion is alive. The kernel frees it with its holder.</summary>
internal sealed unsafe class SupervisorLock : IDisposable
{
    private const int Exclusive = 2;
    private const int NoWait = 4;

    private readonly int _file;

    private SupervisorLock(int file) => _file = file;

    /// <returns>Null: another supervisor holds it.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static SupervisorLock? TryTake(string path)
    {
        var file = Libc.Open(path, Libc.ReadWrite | Libc.Create | Libc.CloseOnExec, Convert.ToUInt32("600", 8));
        if (file < 0) throw Libc.Failed($"open '{path}'");
        if (Libc.Lock(file, Exclusive | NoWait) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _ = Libc.Close(file);
            return error == Libc.EAGAIN ? null : throw Libc.Failed($"lock '{path}'", error);
        }

        WritePid(file);
        return new SupervisorLock(file);
    }

    /// <summary>Blocks until no supervisor holds the lock.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static void AwaitFree(string path)
    {
        var file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (file < 0) throw Libc.Failed($"open '{path}'");
        var failed = Libc.Lock(file, Exclusive) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Libc.Close(file);
        if (failed) throw Libc.Failed($"lock '{path}'", error);
    }

    public void Dispose() => _ = Libc.Close(_file);

    private static void WritePid(int file)
    {
        // Of one length, so that it covers what another has written.
        var text = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString("D10", CultureInfo.InvariantCulture) + "\n");
        fixed (byte* bytes = text) _ = Libc.WriteAt(file, bytes, text.Length, 0);
    }
}
