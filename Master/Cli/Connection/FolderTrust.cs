using System.Runtime.InteropServices;
using Salt.Shared.Files;

namespace Salt.Cli.Connection;

/// <summary>Asks whom a folder belongs to and who else may write to it.</summary>
internal static partial class FolderTrust
{
    /// <summary>A symbolic link counts as missing: whoever made it need not own what it points to.</summary>
    public static Trust Of(string path)
    {
        if (FileStatus.Of(path, followLinks: false) is not { IsFolder: true } folder) return Trust.Missing;
        if (folder.Uid != EffectiveUser()) return Trust.NotYours;
        return folder.IsWritableByOthers ? Trust.WritableByOthers : Trust.Trusted;
    }

    /// <summary>Whether a folder belongs to this user or root, and what others put into it cannot replace what this user does.</summary>
    public static bool IsSafeParent(string folder) =>
        FileStatus.Of(folder, followLinks: true) is { } status
        && (status.Uid == 0 || status.Uid == EffectiveUser())
        && (!status.IsWritableByOthers || status.IsSticky);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
