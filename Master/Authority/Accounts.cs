using System.Runtime.InteropServices;
using Salt.Shared.Errors;

namespace Salt.Master.Authority;

/// <summary>Users and groups of this machine, by the system's own look-up (nsswitch, so directories count too).</summary>
internal static partial class Accounts
{
    private const int BufferSize = 64 * 1024;
    private const uint Unchanged = uint.MaxValue;

    public static uint OwnUid() => GetEffectiveUid();

    /// <summary>The name, or the number in digits if nobody has it.</summary>
    public static unsafe string UserName(uint uid)
    {
        // The entry points into the buffer, which must stay where it is until the name has been read.
        fixed (byte* buffer = new byte[BufferSize])
        {
            return GetUserById(uid, out var entry, buffer, BufferSize, out var found) == 0 && found != 0
                ? Marshal.PtrToStringUTF8(entry.Name) ?? uid.ToString()
                : uid.ToString();
        }
    }

    /// <summary>Null if there is no such group.</summary>
    public static uint? GroupId(string name)
    {
        var buffer = new byte[BufferSize];
        return GetGroupByName(name, out var entry, buffer, BufferSize, out var found) == 0 && found != 0 ? entry.Gid : null;
    }

    /// <exception cref="IOException">Not permitted: only root may give a file to a group it is not in.</exception>
    public static void ChangeGroup(string path, uint group)
    {
        if (ChangeOwner(path, Unchanged, group) != 0)
        {
            throw new SystemFault($"{path} cannot be given to group {group}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUid();

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static unsafe partial int GetUserById(uint uid, out UserEntry entry, byte* buffer, nint length, out nint found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetGroupByName(string name, out GroupEntry entry, [Out] byte[] buffer, nint length, out nint found);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    // struct passwd and struct group of glibc and musl on 64 bits; what follows the fields we read is only room.
    [StructLayout(LayoutKind.Sequential)]
    private struct UserEntry
    {
        public nint Name;
        public nint Password;
        public uint Uid;
        public uint Gid;
        public nint Comment;
        public nint Home;
        public nint Shell;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct GroupEntry
    {
        public nint Name;
        public nint Password;
        public uint Gid;
        public nint Members;
    }
}
