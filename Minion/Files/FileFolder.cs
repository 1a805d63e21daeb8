using System.Security.Cryptography;
using Salt.Shared.Errors;

namespace Salt.Minion.Files;

/// <summary>Where files from the master are kept: <c>files/ENVIRONMENT/PATH</c>, for the daemon's user alone.</summary>
/// <param name="cache">The minion's cache folder.</param>
internal sealed class FileFolder(string cache)
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    public string Root { get; } = Path.Combine(cache, "files");

    /// <exception cref="SaltException">BadRequest: it leaves the folder.</exception>
    public string PlaceOf(string saltenv, string path)
    {
        if (!IsPlain(saltenv) || !path.Split('/').All(IsPlain)) throw new SaltException(Failure.BadRequest, $"'{path}' in environment '{saltenv}' is no path below the roots");
        return Path.Combine(Root, saltenv, path);
    }

    public static byte[] HashOf(string place)
    {
        using var content = File.OpenRead(place);
        return SHA256.HashData(content);
    }

    public static void MakeParent(string place) => Directory.CreateDirectory(Path.GetDirectoryName(place)!, OwnFolder);

    public static FileStream Create(string place) => new(
        place, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnFile });

    private static bool IsPlain(string part) => part is not ("" or "." or "..") && !part.Contains('/') && !part.Contains('\0');
}
