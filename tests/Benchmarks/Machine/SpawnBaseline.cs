using System.Runtime.InteropServices;

namespace Salt.Tests.Benchmarks.Machine;

/// <summary>What it takes to run <c>sh -c true</c> and nothing else: posix_spawn, waitpid.</summary>
internal static partial class SpawnBaseline
{
    public static Task<Samples> MeasureAsync(int count) => Samples.TakeAsync(count / 10, count, () =>
    {
        var error = Spawn(out var pid, "/bin/sh", 0, 0, ["sh", "-c", "true", null], [null]);
        if (error != 0) throw new InvalidOperationException($"posix_spawn failed with {error}");
        while (Wait(pid, out _, 0) != pid)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted) throw new InvalidOperationException("the child is gone");
        }

        return Task.CompletedTask;
    });

    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int pid, string path, nint actions, nint attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int pid, out int status, int options);
}
