using System.Diagnostics;

namespace Salt.Cli.Dev;

/// <summary>A daemon that this program started: in a session of its own, so that the terminal's Ctrl-C does not reach
/// it, with what it prints in a log file. It outlives this program unless told to end.</summary>
internal sealed class StartedDaemon : IDisposable
{
    // The shell becomes setsid, which becomes the daemon: the pid stays the same.
    private const string Script = "exec setsid \"$@\" </dev/null >>\"$0\" 2>&1";

    // What a service manager or a watchdog told this program is not meant for others.
    private static readonly string[] Private = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"];

    private readonly Process _process;
    private readonly string _name;
    private readonly string _log;
    private readonly long _logStart;

    private StartedDaemon(Process process, string name, string log, long logStart) =>
        (_process, _name, _log, _logStart) = (process, name, log, logStart);

    /// <param name="name">For messages.</param>
    /// <param name="log">A file that is appended to.</param>
    public static StartedDaemon Start(string name, string program, string root, string log)
    {
        var logStart = File.Exists(log) ? new FileInfo(log).Length : 0;
        // Before the shell makes it, for others to read.
        new FileStream(log, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }).Dispose();
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, log, program, "--root", root]) { WorkingDirectory = root };
        foreach (var variable in Private) start.Environment.Remove(variable);
        var process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start");
        return new StartedDaemon(process, name, log, logStart);
    }

    /// <summary>Waits for the end of the daemon.</summary>
    /// <returns>What happened, with the last line that it printed.</returns>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return $"{_name} ended with exit code {_process.ExitCode}: {LastLine()} (all of it is in {_log})";
    }

    /// <summary>Asks it to end, if it runs still, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (RunningProcess.TryRead(_process.Id, out var running) && !_process.HasExited) running.Signal(RunningProcess.Term);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose() => _process.Dispose();

    private string LastLine()
    {
        using var stream = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _logStart;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault("it printed nothing");
    }
}
