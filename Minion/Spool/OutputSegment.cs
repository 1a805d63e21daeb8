using System.Globalization;

namespace Salt.Minion.Spool;

/// <summary>A file that holds a run of a stream's bytes. The head is <c>stdout</c> itself; when a stream outgrows it, or
/// could not be written for a while, segments of the tail follow as <c>stdout.OFFSET</c>.</summary>
/// <param name="Offset">Of its first byte in the stream.</param>
/// <param name="Length">Bytes in the file.</param>
public sealed record OutputSegment(string Path, long Offset, long Length)
{
    public long End => Offset + Length;

    /// <summary>What is kept of the stream at this path, in the stream's order, never overlapping.</summary>
    public static IReadOnlyList<OutputSegment> Of(string path)
    {
        var segments = new List<OutputSegment>();
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(path)!);
        if (!folder.Exists) return segments;

        // Names first, lengths then: a segment that has a successor is full. Asked for earlier, its length could be one
        // that was still growing, and what it got until then would look like a gap.
        foreach (var file in folder.GetFiles(System.IO.Path.GetFileName(path) + ".*"))
        {
            if (TryOffset(file.Extension, out var offset) && file.Exists)
                segments.Add(new OutputSegment(file.FullName, offset, file.Length));
        }

        var head = new FileInfo(path);
        if (head.Exists) segments.Add(new OutputSegment(path, 0, head.Length));
        segments.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        return segments;
    }

    internal static string TailPath(string path, long offset) => path + "." + offset.ToString("D20", CultureInfo.InvariantCulture);

    // The search pattern also finds the head itself, which has no extension.
    private static bool TryOffset(string extension, out long offset) =>
        long.TryParse(extension.AsSpan(Math.Min(1, extension.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
}
