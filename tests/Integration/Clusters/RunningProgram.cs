using System.Diagnostics;

namespace Salt.Tests.Integration.Clusters;

/// <summary>One of the programs, running for a test.</summary>
internal sealed class RunningProgram : IDisposable
{
    /// <summary>Set in the environment of every program of a cluster, and so of all they start.</summary>
    public const string Mark = "SALT_TEST_CLUSTER";

    private readonly Process _process;
    private readonly Task _reading;

    private RunningProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(
            Out.FillAsync(process.StandardOutput),
            Error.FillAsync(process.StandardError));
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public Output Out { get; } = new();

    public Output Error { get; } = new();

    /// <param name="mark">The cluster it belongs to: its root.</param>
    public static RunningProgram Start(string program, string mark, params IEnumerable<string> arguments) =>
        Start(program, mark, new Dictionary<string, string>(), arguments);

    /// <param name="environment">Variables to add.</param>
    /// <inheritdoc cref="Start(string, string, IEnumerable{string})"/>
    public static RunningProgram Start(
        string program, string mark, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = mark,
            // A daemon takes its shell grain from here; whoever runs the tests may have another shell, or none.
            Environment = { [Mark] = mark, ["SHELL"] = "/bin/bash" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        return new RunningProgram(process);
    }

    public void Send(int signal) => Signals.Send(Pid, signal);

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        Send(Signals.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as systemd would.</summary>
    public async Task<int> StopAsync()
    {
        Send(Signals.Term);
        return await WaitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="AssertionException">It goes on; the message holds what it printed.</exception>
    public async Task<int> WaitAsync(TimeSpan? patience = null)
    {
        await Eventually.ReachesAsync(
            "the end of " + _process.StartInfo.FileName,
            () => _process.HasExited ? "ended" : $"running, out: {Out} err: {Error}",
            state => state == "ended",
            patience);
        return ExitCode;
    }

    /// <summary>Waits for its end and the last it printed.</summary>
    /// <remarks>Only for programs whose streams no child keeps open.</remarks>
    public async Task<CliResult> FinishAsync(TimeSpan? patience = null)
    {
        var exit = await WaitAsync(patience);
        await _reading;
        return new CliResult(exit, Out.ToString(), Error.ToString());
    }

    public void Dispose() => _process.Dispose();
}
