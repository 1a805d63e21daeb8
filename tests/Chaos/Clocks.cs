namespace Salt.Tests.Chaos;

/// <summary>Wall clocks that can be stepped while their programs run: by libfaketime, which reads the offset from a file.
/// Monotonic clocks and the times of files stay as they are.</summary>
internal sealed class Clocks
{
    private readonly string _library;
    private readonly string _folder;
    private readonly HashSet<string> _stepped = [];

    private Clocks(string library, string folder) => (_library, _folder) = (library, Directory.CreateDirectory(folder).FullName);

    /// <returns>Null where the library is not installed.</returns>
    public static Clocks? Find(string folder) =>
        Directory.EnumerateDirectories("/usr/lib").Select(libraries => Path.Combine(libraries, "faketime/libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            is { } library ? new Clocks(library, folder) : null;

    /// <summary>From its next start on, a program lives by a clock of its own.</summary>
    public void Take(string name)
    {
        lock (_stepped)
        {
            if (_stepped.Add(name)) Step(name, TimeSpan.Zero);
        }
    }

    /// <summary>Programs with a clock of their own, or that will have one.</summary>
    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (_stepped) return [.. _stepped.Order(StringComparer.Ordinal)];
        }
    }

    /// <param name="offset">From the true time.</param>
    public void Step(string name, TimeSpan offset)
    {
        var next = FileOf(name) + ".next";
        File.WriteAllText(next, $"{(offset < TimeSpan.Zero ? '-' : '+')}{(long)Math.Abs(offset.TotalSeconds)}\n");
        File.Move(next, FileOf(name), overwrite: true);
    }

    public Dictionary<string, string> EnvironmentOf(string name)
    {
        lock (_stepped)
        {
            if (!_stepped.Contains(name)) return [];
        }

        return new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = _library,
            ["FAKETIME_TIMESTAMP_FILE"] = FileOf(name),
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Without it every wait on a monotonic condition variable returns at once, and .NET's timer thread spins.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["FAKETIME_DISABLE_SHM"] = "1",
            ["NO_FAKE_STAT"] = "1",
        };
    }

    private string FileOf(string name) => Path.Combine(_folder, name);
}
