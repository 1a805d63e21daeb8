using System.Diagnostics;
using System.Globalization;

namespace Salt.Tests.Integration.Supervision;

/// <summary>A file system of a given size in memory, mounted over a folder for as long as this lives.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int NoSpace = 28;

    private readonly string _folder;
    private readonly string _ballast;

    private SmallDisk(string folder) => (_folder, _ballast) = (folder, Path.Combine(folder, "ballast"));

    public static SmallDisk Over(string folder, int megabytes)
    {
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "salt-test", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Writes until not a byte is free.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(_ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException e) when (e.HResult == NoSpace)
        {
            // That is what was wanted.
        }
    }

    /// <summary>Takes away what <see cref="Fill"/> has written.</summary>
    public void Clear() => File.Delete(_ballast);

    public void Dispose() => Run("umount", "-l", _folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}");
    }
}
