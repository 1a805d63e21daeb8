using Salt.Shared.Configuration;
using Salt.Shared.Errors;

namespace Salt.Master.Hosting;

/// <summary>Makes the folders the master needs, and holds its cache: two masters on one would spoil each other's jobs.</summary>
internal sealed class MasterFolders : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Open =
        Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly FileStream _lock;

    /// <exception cref="SaltException">Denied: a folder cannot be made or written. Unavailable: another master is there.</exception>
    public MasterFolders(MasterOptions options)
    {
        Require(options.MasterCache, Private);
        Require(Path.Combine(options.MasterCache, "jobs"), Private);
        Require(Path.Combine(options.MasterCache, "proc"), Private);
        Require(options.PkiDir, Private);
        Require(options.SockDir, Open);
        Require(Path.GetDirectoryName(options.PidFile)!, Open);
        var socket = Layout.ControlSocket(options.SockDir);
        if (socket.Length > Layout.MaxSocketPath)
        {
            throw new SaltException(
                Failure.BadRequest,
                $"{socket} is {socket.Length} bytes, and a unix socket's path can have {Layout.MaxSocketPath}: choose a shorter sock_dir or root");
        }

        _lock = Lock(Path.Combine(options.MasterCache, ".lock"));
    }

    public void Dispose() => _lock.Dispose();

    private static void Require(string folder, UnixFileMode mode)
    {
        var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(folder, mode);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SaltException(Failure.Denied, $"{folder} cannot be written: {SystemErrors.Sentence(e)}", inner: e);
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new SaltException(
                Failure.Unavailable, $"another salt-master works in {Path.GetDirectoryName(path)}: stop it, or give this one another root", inner: e);
        }
    }
}
