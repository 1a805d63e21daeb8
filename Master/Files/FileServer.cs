using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;
using Salt.Shared.Files;
using Salt.Shared.Rendering;

namespace Salt.Master.Files;

/// <summary>The files of the roots as minions see them. Of several roots the first that has a path counts. Nothing outside
/// the roots is ever served: not by <c>..</c>, not by an absolute path, not by a link.</summary>
internal sealed class FileServer(FileRoots roots, ILogger<FileServer> log)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // What was read once is read again only when it has changed.
    private readonly ConcurrentDictionary<string, (DateTime Changed, long Size, byte[] Sha256)> _hashes = new();

    public IEnumerable<string> Environments => roots.Roots.Keys;

    /// <summary>In order of path.</summary>
    /// <exception cref="SaltException">NotFound: there is no such environment.</exception>
    public IReadOnlyList<ServedFile> List(string environment)
    {
        var files = new SortedDictionary<string, ServedFile>(StringComparer.Ordinal);
        foreach (var root in RootsOf(environment).Where(Directory.Exists))
        {
            foreach (var place in Walk(root))
            {
                var path = Path.GetRelativePath(root, place);
                if (!files.ContainsKey(path) && TryDescribe(root, path, out var file)) files.Add(path, file!);
            }
        }

        return [.. files.Values];
    }

    /// <summary>Opens a file if it still is what was listed.</summary>
    /// <exception cref="SaltException">NotFound: there is no such file, or it has changed. BadRequest: no path below the roots.</exception>
    public FileStream Open(string environment, string path, ReadOnlySpan<byte> sha256)
    {
        if (!RootPath.IsBelow(path)) throw new SaltException(Failure.BadRequest, $"'{path}' is no path below the roots");
        foreach (var root in RootsOf(environment))
        {
            if (!TryDescribe(root, path, out var file)) continue;
            if (!file!.Sha256.AsSpan().SequenceEqual(sha256)) throw new SaltException(Failure.NotFound, $"salt://{path} has changed since it was listed");
            return RegularFile.Open(file.Place);
        }

        throw new SaltException(Failure.NotFound, $"there is no salt://{path} in environment {environment}");
    }

    private IReadOnlyList<string> RootsOf(string environment) => roots.Roots.TryGetValue(environment, out var folders)
        ? folders
        : throw new SaltException(Failure.NotFound, $"there is no environment '{environment}'; file_roots has {string.Join(", ", roots.Roots.Keys)}");

    private IEnumerable<string> Walk(string root)
    {
        var pending = new Stack<string>([root]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryPop(out var folder))
        {
            // A link to a folder above would be gone through for ever.
            if (Real(folder) is not { } real || !seen.Add(real)) continue;
            string[] entries;
            try
            {
                entries = Directory.GetFileSystemEntries(folder);
            }
            catch (UnauthorizedAccessException e)
            {
                log.NotReadable(folder, SystemErrors.Sentence(e));
                continue;
            }

            foreach (var entry in entries)
            {
                if (!Directory.Exists(entry)) yield return entry;
                else if (IsWithin(root, entry)) pending.Push(entry);
            }
        }
    }

    private bool TryDescribe(string root, string path, out ServedFile? file)
    {
        file = null;
        var place = Path.Combine(root, path);
        if (!File.Exists(place) || !IsWithin(root, place)) return false;
        try
        {
            var info = new FileInfo(Real(place)!);
            if (info.Attributes.HasFlag(FileAttributes.Device)) return false;
            // What was hashed before is not opened again: it is looked at here whether it still is a file.
            using var content = RegularFile.Open(place);
            var (changed, size) = (info.LastWriteTimeUtc, info.Length);
            if (!_hashes.TryGetValue(place, out var known) || known.Changed != changed || known.Size != size)
                known = _hashes[place] = (changed, size, SHA256.HashData(content));

            file = new ServedFile(path, place, known.Sha256, size, (info.UnixFileMode & AnyExecute) != 0);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotReadable(place, SystemErrors.Sentence(e));
            return false;
        }
    }

    private static bool IsWithin(string root, string place) =>
        Real(place) is { } target && Real(root) is { } folder && (target + "/").StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The path without links; null: it leads nowhere.</summary>
    private static string? Real(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (info.LinkTarget is null) continue;
            try
            {
                if (info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target) return null;
                real = Real(target.FullName)!;
            }
            catch (IOException)
            {
                // Links that lead to each other.
                return null;
            }
        }

        return real;
    }
}
