using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>The daemon's pid on disk while it runs.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <exception cref="SaltException">Denied: it cannot be written.</exception>
    public static PidFile Write(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{Environment.ProcessId}\n");
            return new PidFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, $"{path} cannot be written: {SystemErrors.Sentence(e, path)}", inner: e);
        }
    }

    public void Dispose() => File.Delete(_path);
}
