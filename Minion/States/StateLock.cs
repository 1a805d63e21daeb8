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

    private readonly FileStream _file;
    private readonly string _holder;

    private StateLock(FileStream file, string holder) => (_file, _holder) = (file, holder);

    /// <param name="waits">For those that run.</param>
    /// <returns>The lock; or who has it, in Salt's words.</returns>
    public static async ValueTask<(StateLock? Lock, string Holder)> TakeAsync(FunctionCall call, bool waits, CancellationToken cancellation)
    {
        // A call of the local caller may be the first that this machine sees of a minion.
        Directory.CreateDirectory(call.Minion.Cache, Durable.FolderMode);
        // Whoever cannot have the lock cannot read its file either.
        var holder = Path.Combine(call.Minion.Cache, "state.run");
        while (true)
        {
            if (TryOpen(Path.Combine(call.Minion.Cache, "state.lock")) is { } file)
            {
                Durable.Write(holder, Encoding.UTF8.GetBytes(Sentence(call.Function.Name, Environment.ProcessId, call.Jid)), sync: false);
                return (new StateLock(file, holder), "");
            }

            if (!waits) return (null, Read(holder));
            await Task.Delay(Pause, call.Minion.Clock, cancellation);
        }
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _file.Dispose();
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

    private static string Read(string holder)
    {
        try
        {
            return File.ReadAllText(holder);
        }
        catch (FileNotFoundException)
        {
            return "Another run of states is about to begin, or about to end";
        }
    }

    private static string Sentence(string function, int pid, Jid jid) =>
        $"The function \"{function}\" is running as PID {pid} and was started at {jid.Time.ToString("yyyy, MMM dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} with jid {jid}";
}
