using System.Collections.Concurrent;

namespace Salt.Master.Pillar;

/// <summary>What a pillar was made of: every file that was read or looked for, and the lists of names that patterns were held
/// against. It tells whether the same would come out again.</summary>
internal sealed class PillarReading
{
    private readonly ConcurrentDictionary<string, (DateTime Written, long Length)> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Notes a file as it is now, before it is read.</summary>
    /// <returns>It is there.</returns>
    public bool Note(string file)
    {
        var stamp = StampOf(file);
        _files[file] = stamp;
        return stamp.Length >= 0;
    }

    /// <summary>Notes the names of an environment's files.</summary>
    public void Note(string environment, IEnumerable<string> names) => _names[environment] = string.Join('\n', names);

    /// <summary>Nothing of it has changed.</summary>
    public bool IsCurrent(PillarFiles files) =>
        _files.All(file => StampOf(file.Key) == file.Value) && _names.All(known => string.Join('\n', files.Names(known.Key)) == known.Value);

    private static (DateTime Written, long Length) StampOf(string file) =>
        new FileInfo(file) is { Exists: true } found ? (found.LastWriteTimeUtc, found.Length) : (default, -1);
}
