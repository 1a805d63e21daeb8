using System.Security.Cryptography;
using Salt.Tests.Integration.Clusters;

namespace Salt.Tests.Integration.EndToEnd;

/// <summary>A <c>jobs attach</c> whose output goes into a file, byte by byte.</summary>
internal sealed class Attached : IDisposable
{
    private readonly string _file;
    private readonly RunningProgram _program;

    private Attached(string file, RunningProgram program) => (_file, _program) = (file, program);

    public long Length => new FileInfo(_file) is { Exists: true } file ? file.Length : 0;

    /// <summary>What it said on stderr.</summary>
    public Output Error => _program.Error;

    /// <param name="words">Behind the jid.</param>
    public static Attached Start(Cluster cluster, string jid, params string[] words)
    {
        var file = Path.Combine(cluster.Root, Path.GetRandomFileName());
        var program = RunningProgram.Start(
            "/bin/sh", cluster.Root, ["-c", "exec \"$0\" \"$@\" > " + file, Programs.Cli, "jobs", "attach", jid, "--root", cluster.Root, .. words]);
        return new Attached(file, program);
    }

    public Task ReachesAsync(long length) => Eventually.ReachesAsync($"{length} bytes of output", () => Length, now => now >= length);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(TimeSpan? patience = null) => (await _program.FinishAsync(patience)).Exit;

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => _program.Send(Signals.Interrupt);

    public byte[] Bytes() => File.ReadAllBytes(_file);

    public string Hash() => HashOf(_file);

    public static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    public void Dispose() => _program.Dispose();
}
