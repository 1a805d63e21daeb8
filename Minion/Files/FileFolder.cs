using System.Security.Cryptography;
using Salt.Minion.Spool;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;

namespace Salt.Minion.Files;

/// <summary>Where files from the master are kept: <c>files/ENVIRONMENT/PATH</c>, for the daemon's user alone.</summary>
/// <param name="cache">The minion's cache folder.</param>
internal sealed class FileFolder(string cache)
{
    public string Root { get; } = Path.Combine(cache, "files");

    /// <exception cref="SaltException">BadRequest: it leaves the folder.</exception>
    public string PlaceOf(string saltenv, string path)
    {
        if (saltenv.Contains('/') || !RootPath.IsBelow(saltenv) || !RootPath.IsBelow(path) || path.Contains('\0')) throw new SaltException(Failure.BadRequest, $"'{path}' in environment '{saltenv}' is no path below the roots");
        return Path.Combine(Root, saltenv, path);
    }

    public static byte[] HashOf(string place)
    {
        using var content = File.OpenRead(place);
        return SHA256.HashData(content);
    }

    public static void MakeParent(string place) => Directory.CreateDirectory(Path.GetDirectoryName(place)!, Durable.FolderMode);

    public static FileStream Create(string place) => new(
        place, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Durable.FileMode });
}
