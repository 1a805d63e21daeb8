using System.Buffers;
using System.Text.Json;
using Salt.Minion.Supervision.Native;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>The results file, <c>return.json</c>: there from acceptance on, for whoever waits for a job on the minion.
/// Its first bytes say whether the job has returned, so that nobody has to read a long one to know.</summary>
internal static class ResultsFile
{
    public const string SizeName = "ret_size";

    private const int LongestMark = 16;

    private static ReadOnlySpan<byte> Returned => "{\"finished\":1"u8;

    /// <summary>The text of a job that has been accepted.</summary>
    /// <param name="path">Where the file will be.</param>
    public static byte[] Begun(Jid jid, string path)
    {
        var text = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            WriteHead(json, jid, path, hasStarted: true, returnSize: null);
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    /// <param name="returnSize">Bytes of the return's JSON; null: the job has not ended.</param>
    public static void WriteHead(Utf8JsonWriter json, Jid jid, string path, bool hasStarted, int? returnSize)
    {
        json.WriteNumber("finished", returnSize is null ? 0 : 1);
        if (returnSize is { } size) json.WriteNumber(SizeName, size);
        json.WriteNumber("started", hasStarted ? 1 : 0);
        json.WriteString("jid", jid.ToString());
        json.WriteString("results_file", path);
    }

    /// <summary>Whether the job's return was written here. What a power loss has left empty was not.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public static unsafe bool IsFinished(string path)
    {
        var file = Libc.Open(path, Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (file < 0)
        {
            return System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Libc.ENOENT ? false : throw Libc.Failed($"open '{path}'");
        }

        try
        {
            Span<byte> bytes = stackalloc byte[LongestMark];
            fixed (byte* buffer = bytes)
            {
                var count = Libc.ReadAt(file, buffer, LongestMark, 0);
                if (count < 0) throw Libc.Failed($"read '{path}'");
                return bytes[..(int)count].StartsWith(Returned);
            }
        }
        finally
        {
            _ = Libc.Close(file);
        }
    }
}
