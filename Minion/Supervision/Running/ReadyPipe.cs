using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>Standard output tells whoever starts the supervisor that it can be connected to: a line comes, or the end of
/// the stream if it cannot.</summary>
internal static unsafe class ReadyPipe
{
    private const int StandardOutput = 1;

    public static void Tell()
    {
        fixed (byte* line = "ready\n"u8) _ = Libc.Write(StandardOutput, line, 6);
        var nowhere = Libc.Open("/dev/null", Libc.WriteOnly | Libc.CloseOnExec, 0);
        _ = Libc.Duplicate(nowhere, StandardOutput);
        _ = Libc.Close(nowhere);
    }
}
