using System.Runtime.InteropServices;

namespace Salt.Shared.Files;

/// <summary>The kind, mode and owner of a file, as statx(2) has them.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
public readonly partial struct FileStatus
{
    private const int AtCurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int KindMask = 0xF000;
    private const int Folder = 0x4000;
    private const int Regular = 0x8000;
    private const int WritableByGroupOrOthers = 0x12;
    private const int StickyBit = 0x200;

    // The places are those of struct statx, the same on every architecture, 256 bytes.
    [FieldOffset(20)]
    private readonly uint _uid;

    [FieldOffset(28)]
    private readonly ushort _mode;

    public uint Uid => _uid;

    public bool IsFolder => (_mode & KindMask) == Folder;

    public bool IsRegular => (_mode & KindMask) == Regular;

    /// <summary>Its group or everybody may write to it.</summary>
    public bool IsWritableByOthers => (_mode & WritableByGroupOrOthers) != 0;

    /// <summary>A folder in which nobody can replace what is another's.</summary>
    public bool IsSticky => (_mode & StickyBit) != 0;

    /// <returns>Null: there is nothing there, or it may not be looked at.</returns>
    /// <param name="followLinks">A symbolic link is what it points to.</param>
    public static FileStatus? Of(string path, bool followLinks) =>
        Statx(AtCurrentDirectory, path, followLinks ? 0 : NoFollow, TypeModeAndOwner, out var status) == 0 ? status : null;

    /// <summary>The status of an open file.</summary>
    /// <returns>Null: it cannot be had; the thread's last error says why.</returns>
    public static FileStatus? Of(int descriptor) =>
        Statx(descriptor, "", EmptyPath, TypeModeAndOwner, out var status) == 0 ? status : null;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out FileStatus status);
}
