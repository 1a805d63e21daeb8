using System.Runtime.InteropServices;

namespace Salt.Cli.Connection;

/// <summary>Asks whom a folder belongs to and who else may write to it.</summary>
internal static partial class FolderTrust
{
    private const int AtCurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int FormatMask = 0xF000;
    private const int Folder = 0x4000;
    private const int WritableByGroupOrOthers = 0x12;

    /// <summary>A symbolic link counts as missing: whoever made it need not own what it points to.</summary>
    public static Trust Of(string path)
    {
        if (Statx(AtCurrentDirectory, path, NoFollow, TypeModeAndOwner, out var status) != 0) return Trust.Missing;
        if ((status.Mode & FormatMask) != Folder) return Trust.Missing;
        if (status.Uid != EffectiveUser()) return Trust.NotYours;
        return (status.Mode & WritableByGroupOrOthers) != 0 ? Trust.WritableByOthers : Trust.Trusted;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    // struct statx of statx(2): the same on every architecture, 256 bytes.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint Uid;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
