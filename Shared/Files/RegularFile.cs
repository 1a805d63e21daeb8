using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Salt.Shared.Errors;

namespace Salt.Shared.Files;

/// <summary>Opens files that others may have put there: only a regular one, and never waiting. A named pipe, a device or a
/// socket in its place is refused at once, however late it came to be there.</summary>
public static partial class RegularFile
{
    private const int ReadOnly = 0;
    private const int NoTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoSuchFile = 2;
    private const int NotAllowed = 13;

    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be opened.</exception>
    public static FileStream Open(string path) => new(OpenHandle(path), FileAccess.Read);

    /// <inheritdoc cref="Open(string)"/>
    public static SafeFileHandle OpenHandle(string path)
    {
        var descriptor = Open(path, ReadOnly | NonBlocking | CloseOnExec | NoTerminal);
        if (descriptor < 0) throw Failure(path, Marshal.GetLastPInvokeError());
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var status = FileStatus.Of(descriptor) ?? throw Failure(path, Marshal.GetLastPInvokeError());
            return status.IsRegular ? handle : throw new SystemFault($"'{path}' is no regular file");
        }
        catch (IOException)
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Open(string)"/>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    /// <inheritdoc cref="Open(string)"/>
    public static byte[] ReadBytes(string path)
    {
        using var file = OpenHandle(path);
        var bytes = new byte[RandomAccess.GetLength(file)];
        var read = 0;
        // Shorter than it was: somebody cuts it meanwhile, and what is left is what there is.
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is var count and > 0) read += count;
        return bytes[..read];
    }

    private static Exception Failure(string path, int error) => error switch
    {
        NoSuchFile => new FileNotFoundException($"there is no file '{path}'", path),
        NotAllowed => new UnauthorizedAccessException($"'{path}' may not be read"),
        _ => new IOException($"'{path}' cannot be opened", error),
    };

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
