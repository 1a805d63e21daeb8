using System.Globalization;
using System.Text;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.States;

/// <summary>States run one at a time on a minion: two runs would undo each other's work. Held until disposed, or until the
/// process is gone.</summary>
internal sealed class StateLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly FileStream? _file;

    private StateLock(FileStream? file) => _file = file;

    /// <param name="waits">For those that run.</param>
    /// <returns>The lock; or who has it, in Salt's words.</returns>
    public static async ValueTask<(StateLock? Lock, string Holder)> TakeAsync(FunctionCall call, bool waits, CancellationToken cancellation)
    {
        var path = Path.Combine(call.Minion.Cache, "state.lock");
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                file.SetLength(0);
                file.Write(Encoding.UTF8.GetBytes(Sentence(call.Function.Name, Environment.ProcessId, call.Jid)));
                file.Flush();
                return (new StateLock(file), "");
            }

            if (!waits) return (null, Read(path));
            await Task.Delay(Pause, call.Minion.Clock, cancellation);
        }
    }

    public void Dispose()
    {
        _file?.SetLength(0);
        _file?.Dispose();
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = Durable.FileMode });
        }
        catch (IOException e) when (e.HResult == FileLocks.WouldBlock)
        {
            return null;
        }
    }

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd() is { Length: > 0 } text ? text : "Another run of states is about to begin";
    }

    private static string Sentence(string function, int pid, Jid jid) =>
        $"The function \"{function}\" is running as PID {pid} and was started at {jid.Time.ToString("yyyy, MMM dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} with jid {jid}";
}
