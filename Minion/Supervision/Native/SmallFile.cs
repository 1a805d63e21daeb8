using System.Text;

namespace Salt.Minion.Supervision.Native;

/// <summary>Files of /proc and of the cgroup file system: read and written in one call, and may vanish at any time.</summary>
internal static unsafe class SmallFile
{
    /// <returns>0, or the errno.</returns>
    public static int Write(string path, ReadOnlySpan<byte> text)
    {
        var file = Libc.Open(path, Libc.WriteOnly | Libc.CloseOnExec, 0);
        if (file < 0) return Errno();
        try
        {
            fixed (byte* bytes = text)
                return Libc.Write(file, bytes, text.Length) < 0 ? Errno() : 0;
        }
        finally
        {
            _ = Libc.Close(file);
        }
    }

    /// <returns>The content; null where the file or the process behind it is gone, or may not be read.</returns>
    public static string? Read(string path)
    {
        var file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (file < 0) return null;
        try
        {
            return ReadFrom(file);
        }
        finally
        {
            _ = Libc.Close(file);
        }
    }

    /// <summary>Reads an open file from its start.</summary>
    /// <inheritdoc cref="Read"/>
    public static string? ReadFrom(int file)
    {
        var buffer = stackalloc byte[4096];
        var text = "";
        for (var offset = 0L; ;)
        {
            var count = (int)Libc.ReadAt(file, buffer, 4096, offset);
            if (count < 0) return null;
            if (count == 0) return text;
            text += Encoding.Latin1.GetString(buffer, count);
            offset += count;
        }
    }

    private static int Errno() => System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
}
