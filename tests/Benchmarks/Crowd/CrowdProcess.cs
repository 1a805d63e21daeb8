using System.Diagnostics;

namespace Salt.Tests.Benchmarks.Crowd;

/// <summary>A crowd in a process of its own, <c>salt-benchmarks crowd-of MASTER SIZE</c>, so that its work is not that of
/// whoever measures. It serves until its input closes.</summary>
internal sealed class CrowdProcess : IAsyncDisposable
{
    public const string Verb = "crowd-of";

    private const string Ready = "connected";

    private readonly Process _process;

    private CrowdProcess(Process process) => _process = process;

    /// <summary>Returns when every minion is connected.</summary>
    public static async Task<CrowdProcess> StartAsync(Uri master, int size)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Verb, master.ToString(), $"{size}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() == Ready
            ? new CrowdProcess(process)
            : throw new InvalidOperationException("no crowd");
    }

    /// <summary>The other side.</summary>
    public static async Task<int> ServeAsync(Uri master, int size)
    {
        await using var crowd = await ConnectedCrowd.AssembleAsync(master, size);
        await crowd.EnrolAsync();
        await crowd.ConnectAsync();
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
