using System.Diagnostics.CodeAnalysis;
using Salt.Shared.Errors;
using Salt.Shared.Files;
using Salt.Shared.Rendering;

namespace Salt.Master.Pillar;

/// <summary>Finds and reads the files of pillar trees.</summary>
internal sealed class PillarFiles(PillarOptions options) : IRenderFiles
{
    /// <summary>Deeper folders are not looked into for names that match a pattern.</summary>
    private const int DeepestFolder = 40;

    [ThreadStatic]
    private static PillarReading? _reading;

    public IEnumerable<string> Environments => options.Roots.Keys;

    /// <summary>Notes all that is read or looked for, until it is disposed: a pillar keeps to one thread while it is compiled.</summary>
    public static Recording Record(PillarReading reading)
    {
        _reading = reading;
        return default;
    }

    /// <summary>The names of all SLS of an environment, in order.</summary>
    /// <exception cref="PillarFault">A folder cannot be read.</exception>
    public IReadOnlyList<string> Names(string environment)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, IgnoreInaccessible = true, AttributesToSkip = 0 };
        var paths = options.Roots.GetValueOrDefault(environment, []).Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*.sls", everywhere).Select(file => Path.GetRelativePath(root, file)));
        return [.. SlsPath.NamesOf(paths).Order(StringComparer.Ordinal)];
    }

    /// <summary>As <see cref="Names"/>, which what is being compiled depends on from now on.</summary>
    public IReadOnlyList<string> Note(string environment)
    {
        var names = Names(environment);
        _reading?.Note(environment, names);
        return names;
    }

    /// <summary>The top file of an environment: the first that one of its folders has.</summary>
    /// <exception cref="PillarFault">It cannot be read.</exception>
    public bool TryFindTop(string environment, [NotNullWhen(true)] out RenderFile? file) => TryFind(environment, "top.sls", out file);

    /// <summary><c>a.b</c> is <c>a/b.sls</c> or <c>a/b/init.sls</c>.</summary>
    /// <param name="isFolder">It is the latter: names relative to it begin below the folder.</param>
    /// <exception cref="PillarFault">It cannot be read.</exception>
    public bool TryFindSls(string environment, string name, [NotNullWhen(true)] out RenderFile? file, out bool isFolder)
    {
        isFolder = false;
        file = null;
        var path = name.Replace('.', '/');
        if (path.Split('/').Any(part => part.Length == 0)) return false;
        if (TryFind(environment, $"{path}.sls", out file)) return true;
        isFolder = true;
        return TryFind(environment, $"{path}/init.sls", out file);
    }

    public RenderFile? Find(string path, string saltenv) => TryFind(saltenv, path, out var file) ? file : null;

    private bool TryFind(string environment, string path, [NotNullWhen(true)] out RenderFile? file)
    {
        var place = options.Roots.GetValueOrDefault(environment, []).Select(root => Path.Combine(root, path)).FirstOrDefault(IsThere);
        file = place is null ? null : new RenderFile(path, place, ReadText(place));
        return file is not null;
    }

    private static bool IsThere(string file) => _reading?.Note(file) ?? File.Exists(file);

    private static string ReadText(string file)
    {
        try
        {
            return RegularFile.ReadText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PillarFault($"{file} cannot be read: {SystemErrors.Sentence(e)}");
        }
    }

    public readonly struct Recording : IDisposable
    {
        public void Dispose() => _reading = null;
    }
}
