using System.Buffers.Binary;

namespace Salt.Master.Store.Sqlite;

/// <summary>Reads a write-ahead log as SQLite does at its recovery, which ends at the first frame that is not whole and
/// says nothing of what lies behind. Source: the file format of SQLite's documentation, "The Write-Ahead Log".</summary>
internal static class LogCheck
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const uint LittleEndianMagic = 0x377f0682;
    private const uint BigEndianMagic = 0x377f0683;
    private const int MaxPage = 65536;

    /// <param name="path">Of a log that nobody has open.</param>
    /// <returns>Null: there is no log, or all of it is whole.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LogDamage? Inspect(string path)
    {
        if (!File.Exists(path)) return null;
        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (log.Length == 0) return null;
        return Whole(log) is { } whole && whole < log.Length ? new LogDamage(path, whole, log.Length - whole) : null;
    }

    /// <returns>Where the whole frames end; null: everything behind them is of an earlier round and was taken long ago.</returns>
    private static long? Whole(FileStream log)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        if (log.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize) return 0;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var pageSize = (int)BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        if (magic is not (LittleEndianMagic or BigEndianMagic) || pageSize is < 512 or > MaxPage || !int.IsPow2(pageSize)) return 0;
        var sum = new Checksum(magic == BigEndianMagic);
        sum.Add(header[..24]);
        if (!sum.Is(header[24..])) return 0;

        var frame = new byte[FrameHeaderSize + pageSize];
        var salts = header[16..24];
        while (true)
        {
            var start = log.Position;
            var read = log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false);
            if (read == 0) return null;
            if (read >= 16 && !frame.AsSpan(8, 8).SequenceEqual(salts)) return IsAnyLeft(log, frame, salts) ? start : null;
            if (read < frame.Length) return start;
            sum.Add(frame.AsSpan(0, 8));
            sum.Add(frame.AsSpan(FrameHeaderSize));
            if (!sum.Is(frame.AsSpan(16, 8))) return start;
        }
    }

    /// <summary>Whether a frame of this round follows one that bears another's mark: then that one is damaged.</summary>
    private static bool IsAnyLeft(FileStream log, Span<byte> frame, ReadOnlySpan<byte> salts)
    {
        while (log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            if (frame.Slice(8, 8).SequenceEqual(salts)) return true;
        }

        return false;
    }

    /// <summary>The running checksum of a log: two sums that hold each other.</summary>
    private struct Checksum(bool isBigEndian)
    {
        private uint _first;
        private uint _second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                _first += Word(bytes) + _second;
                _second += Word(bytes[4..]) + _first;
            }
        }

        public readonly bool Is(ReadOnlySpan<byte> stored) =>
            BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

        private readonly uint Word(ReadOnlySpan<byte> bytes) =>
            isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
