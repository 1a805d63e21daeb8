using System.Collections;
using Microsoft.Win32.SafeHandles;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Running;

namespace Salt.Minion.Supervision;

/// <summary>Starts the supervisor as a process that belongs to nobody: a session of its own, none of our descriptors, and
/// not our child, so that it needs no reaping here.</summary>
internal static class SupervisorStarter
{
    private const string Shell = "/bin/sh";

    // The signals that it takes as events must be blocked from its first instruction on; a background job of a shell
    // keeps the mask. exec: one process less.
    private const string Script = "exec \"$@\" &";

    /// <summary>What keeps the supervisor small (docs/adr/0004): a young generation of 256 KiB, no code compiled twice, no
    /// diagnostics server.</summary>
    private static readonly Dictionary<string, string> RuntimeSettings = new()
    {
        ["DOTNET_GCgen0size"] = "0x40000",
        ["DOTNET_TieredCompilation"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <summary>Starts it and waits until it serves, or has ended: because another one does, or for the reason in its log.</summary>
    /// <exception cref="IOException">No process can be started.</exception>
    public static async Task StartAsync(SupervisionOptions options, CancellationToken cancellation)
    {
        using var ready = new SafeFileHandle(Launch(options), ownsHandle: true);
        await using var stream = new FileStream(ready, FileAccess.Read, bufferSize: 0);
        _ = await stream.ReadAsync(new byte[16], cancellation);
    }

    /// <returns>The read end of the pipe that tells when it is ready.</returns>
    private static int Launch(SupervisionOptions options)
    {
        var arguments = new SupervisorArguments(
            options.RunDir, options.JobsDir, options.CgroupName, options.NoCgroup, options.Linger);
        var pipe = Pipe.Open(waits: true);
        var log = Libc.Open(
            options.LogFile, Libc.WriteOnly | Libc.Create | Libc.Append | Libc.CloseOnExec, Convert.ToUInt32("600", 8));
        var nowhere = Libc.Open("/dev/null", Libc.ReadWrite | Libc.CloseOnExec, 0);
        try
        {
            var words = new List<string> { Shell, "-c", Script, Shell, options.Program, "supervisor" };
            words.AddRange(arguments.ToList());
            var request = new SpawnRequest(
                Shell, words, ChildEnvironment(), "/", nowhere, pipe.WriteEnd, log >= 0 ? log : nowhere)
            {
                Blocked = SignalQueue.Signals,
            };
            var error = Spawner.Start(request, out var shell);
            if (error != 0) throw Libc.Failed("posix_spawn", error);
            _ = Reaper.Await(shell);
        }
        finally
        {
            _ = Libc.Close(pipe.WriteEnd);
            if (log >= 0) _ = Libc.Close(log);
            _ = Libc.Close(nowhere);
        }

        return pipe.ReadEnd;
    }

    // What systemd gave the daemon is for the daemon: the supervisor is neither the service's main process nor watched.
    private static List<string> ChildEnvironment()
    {
        var environment = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (IsForDaemon(name) || RuntimeSettings.ContainsKey(name)) continue;
            environment.Add($"{name}={variable.Value}");
        }

        foreach (var (name, value) in RuntimeSettings) environment.Add($"{name}={value}");
        return environment;
    }

    private static bool IsForDaemon(string name) =>
        name == "NOTIFY_SOCKET" ||
        name.StartsWith("WATCHDOG_", StringComparison.Ordinal) ||
        name.StartsWith("LISTEN_", StringComparison.Ordinal);
}
