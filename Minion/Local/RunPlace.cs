using System.Text;
using Salt.Minion.Supervision;
using Salt.Shared.Configuration;

namespace Salt.Minion.Local;

/// <summary>A folder for a supervisor's socket: a given one, or a temporary one where that makes the socket's path too
/// long to be bound.</summary>
internal sealed class RunPlace : IDisposable
{
    private readonly bool _isTemporary;

    private RunPlace(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    public static RunPlace In(string folder) => Encoding.UTF8.GetByteCount(SupervisorFiles.Socket(folder)) <= Layout.MaxSocketPath
        ? new RunPlace(folder, isTemporary: false)
        : new RunPlace(Directory.CreateTempSubdirectory("salt-call-").FullName, isTemporary: true);

    public void Dispose()
    {
        if (_isTemporary) Directory.Delete(Path, recursive: true);
    }
}
