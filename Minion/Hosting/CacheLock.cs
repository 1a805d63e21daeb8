using Salt.Minion.Spool;
using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>One daemon a cache: two would run the same jobs. Held until disposed, or until the process is gone.</summary>
internal sealed class CacheLock : IDisposable
{
    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    /// <exception cref="SaltException">Unavailable: another daemon has it. Denied: the folder cannot be written.</exception>
    public static CacheLock Take(string cache)
    {
        OwnFolder.Make(cache);
        try
        {
            return new CacheLock(new FileStream(Path.Combine(cache, "lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = Durable.FileMode,
            }));
        }
        catch (IOException e) when (e.HResult == FileLocks.WouldBlock)
        {
            throw new SaltException(Failure.Unavailable, $"another salt-minion is running with {cache}", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, $"{cache} cannot be written: {SystemErrors.Sentence(e)}", inner: e);
        }
    }

    public void Dispose() => _file.Dispose();
}
