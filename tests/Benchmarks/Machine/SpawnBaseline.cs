using System.Runtime.InteropServices;

namespace Salt.Tests.Benchmarks.Machine;

/// <summary>What it takes to run a program and nothing else: posix_spawn, waitpid.</summary>
internal static partial class SpawnBaseline
{
    private const int StandardOutput = 1;
    private const int WriteOnly = 1;

    /// <summary>Room for posix_spawn_file_actions_t, of which glibc uses 80 bytes.</summary>
    private const int ActionsSize = 256;

    /// <summary>Of <c>sh -c true</c>.</summary>
    public static Task<Samples> MeasureAsync(int count) => MeasureAsync(count, "/bin/sh", "-c", "true");

    /// <summary>Its output goes nowhere; it has to end with 0.</summary>
    public static Task<Samples> MeasureAsync(int count, string program, params string[] words) => Samples.TakeAsync(Math.Max(2, count / 10), count, () =>
    {
        var actions = Marshal.AllocHGlobal(ActionsSize);
        try
        {
            if (Prepare(actions) != 0 || Redirect(actions, StandardOutput, "/dev/null", WriteOnly, 0) != 0) throw new InvalidOperationException("no file actions");
            Run(actions, program, words);
            _ = Clear(actions);
        }
        finally
        {
            Marshal.FreeHGlobal(actions);
        }

        return Task.CompletedTask;
    });

    private static void Run(nint actions, string program, string[] words)
    {
        var error = Spawn(out var pid, program, actions, 0, [program, .. words, null], [null]);
        if (error != 0) throw new InvalidOperationException($"posix_spawn failed with {error}");
        int status;
        while (Wait(pid, out status, 0) != pid)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted) throw new InvalidOperationException("the child is gone");
        }

        if (status != 0) throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with the status {status}");
    }

    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int pid, string path, nint actions, nint attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int Prepare(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Redirect(nint actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int Clear(nint actions);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int pid, out int status, int options);
}
