using System.Text;
using Salt.Minion.Supervision.Native;

namespace Salt.Minion.Supervision.Running;

/// <summary>Launches a program once, as jobs will be, before the first job does: whether a process can join a cgroup here,
/// and what this machine's shell adds to an environment.</summary>
internal static class LauncherProbe
{
    /// <param name="joinFile">Empty: without a cgroup.</param>
    /// <param name="added">Names that the shell adds.</param>
    /// <returns>Why it failed; null: it works.</returns>
    public static string? Run(Tools tools, string joinFile, out IReadOnlyList<string> added)
    {
        added = [];
        var plan = new LaunchPlan
        {
            Jid = default,
            Folder = "/",
            Argv = [tools.Cat, "/proc/self/environ"],
            Environment = new Dictionary<string, string>(),
            Directory = "/",
            Grace = TimeSpan.Zero,
            OutputMax = 0,
            MergeOutput = true,
        };
        var launched = new Launcher(tools, umask: 0, added).Launch(plan, joinFile);
        if (launched.Pid == 0) return launched.Failure;

        // It prints less than a pipe holds, so it ends without being read.
        var exit = Reaper.Await(launched.Pid);
        var output = ReadAll(launched.Stdout);
        if (exit.Code != 0) return NotExecuted.Reason(plan, exit) ?? $"exit code {exit.Code}: {output}";

        added = [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')[0])];
        return null;
    }

    private static unsafe string ReadAll(int pipe)
    {
        var buffer = stackalloc byte[4096];
        var count = (int)Libc.Read(pipe, buffer, 4096);
        _ = Libc.Close(pipe);
        return Encoding.UTF8.GetString(buffer, Math.Max(count, 0));
    }
}
