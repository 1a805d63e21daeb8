using System.Globalization;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Hosting;

/// <summary>The supervisor as its lock file shows it: the kernel holds the lock for it as long as it lives.</summary>
internal static class LiveSupervisor
{
    /// <param name="lockFile">See <see cref="Supervision.SupervisorFiles.Lock"/>.</param>
    /// <returns>Its pid; null: none is alive.</returns>
    public static int? Pid(string lockFile)
    {
        if (!File.Exists(lockFile)) return null;
        try
        {
            // .NET's own share check is a flock, and so is the supervisor's lock.
            using var taken = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return Read(lockFile);
        }
    }

    // Not by File: that would want the lock too.
    private static int? Read(string lockFile) =>
        int.TryParse(SmallFile.Read(lockFile).AsSpan().TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
}
