using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Salt.Tests.Integration.Grpc;

/// <summary>A gRPC program in another language, which speaks lines on its standard streams and ends when its input does.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _needs;
    private readonly StringBuilder _errors = new();

    private PeerProcess(Process process, string needs)
    {
        (_process, _needs) = (process, needs);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs a script of the peers folder in Python.</summary>
    // Not the first python3 on the path: Debian's package is installed for Debian's interpreter.
    public static PeerProcess Python(string script, params string[] arguments) =>
        Start("/usr/bin/python3", "the Debian package python3-grpcio", script, arguments);

    /// <summary>Runs a script of the peers folder in Node.</summary>
    public static PeerProcess Node(string script, params string[] arguments) =>
        Start("node", "Node, and 'npm ci' run in tests/Integration/Grpc/peers", script, arguments);

    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = TimeProvider.System.CreateTimer(
            _ => deadline.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            if (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
                return line;
        }
        catch (OperationCanceledException)
        {
            throw new AssertionException($"The peer said nothing for {Patience.TotalSeconds} s. {Errors()}");
        }

        await _process.WaitForExitAsync(cancellationToken);
        throw new AssertionException($"The peer has ended with {_process.ExitCode}; it needs {_needs}. {Errors()}");
    }

    /// <summary>Sends a line and returns the answer.</summary>
    public async Task<string> AskAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadLineAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            throw new AssertionException($"The peer did not end with its input. {Errors()}");
        }
        finally
        {
            _process.Dispose();
        }
    }

    private static PeerProcess Start(string program, string needs, string script, string[] arguments)
    {
        var start = new ProcessStartInfo(program, [Path.Combine(Folder(), script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new PeerProcess(Process.Start(start)!, needs);
        }
        catch (Win32Exception e)
        {
            throw new AssertionException($"Cannot start {program}: the test needs {needs}. {e.Message}");
        }
    }

    /// <summary>In the sources, where <c>npm ci</c> puts the packages.</summary>
    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Salt.sln")))
            folder = folder.Parent ?? throw new AssertionException($"No Salt.sln above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "tests", "Integration", "Grpc", "peers");
    }

    private string Errors()
    {
        lock (_errors)
            return $"Its errors: {_errors}";
    }
}
