using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>Folders of the daemon's own, for its user alone.</summary>
internal static class OwnFolder
{
    /// <exception cref="SaltException">Denied: it cannot be made.</exception>
    public static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path, Durable.FolderMode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, $"{path} cannot be made: {SystemErrors.Sentence(e)}", inner: e);
        }
    }
}
