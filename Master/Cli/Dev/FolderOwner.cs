using System.Runtime.InteropServices;

namespace Salt.Cli.Dev;

/// <summary>Asks whether a folder that exists could be used by somebody else to lead what is made in it elsewhere.</summary>
internal static partial class FolderOwner
{
    private const int AtCurrentDirectory = -100;
    private const uint ModeAndOwner = 0x2 | 0x8;
    private const int WritableByGroupOrOthers = 0x12;
    private const int Sticky = 0x200;

    /// <summary>Whether it belongs to this user or root, and what others put into it cannot replace what this user does.</summary>
    public static bool IsSafeParent(string folder)
    {
        if (Statx(AtCurrentDirectory, folder, 0, ModeAndOwner, out var status) != 0) return false;
        if (status.Uid != 0 && status.Uid != EffectiveUser()) return false;
        return (status.Mode & WritableByGroupOrOthers) == 0 || (status.Mode & Sticky) != 0;
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
