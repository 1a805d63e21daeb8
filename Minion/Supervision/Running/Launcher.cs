using System.Runtime.InteropServices;
using Salt.Minion.Supervision.Native;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision.Running;

/// <summary>Starts a plan's program: session leader, in its cgroup before its first instruction, with the plan's
/// environment, user, umask and directory and nothing of the supervisor's.</summary>
/// <param name="umask">For plans that have none.</param>
/// <param name="added">What this machine's shell adds to an environment (<see cref="LauncherProbe"/>).</param>
internal sealed class Launcher(Tools tools, int umask, IReadOnlyList<string> added)
{
    private const int CanExecute = 1;
    private const int CannotExecute = 126;
    private const int NoProgram = 127;

    /// <param name="joinFile">The cgroup's cgroup.procs; empty: there is none.</param>
    public Launched Launch(LaunchPlan plan, string joinFile)
    {
        if (Refusal(plan) is { } refused) return refused;

        try
        {
            using var streams = new ChildStreams(plan);
            var error = Spawn(plan, joinFile, streams, out var pid);
            if (error != 0) return Launched.Refused(CannotExecute, Failure(plan, error));
            streams.KeepReaders();
            return new Launched(pid, streams.StdoutReader, streams.StderrReader, 0, "");
        }
        catch (IOException e)
        {
            return Launched.Refused(CannotExecute, SystemErrors.Sentence(e));
        }
    }

    private int Spawn(LaunchPlan plan, string joinFile, ChildStreams streams, out int pid)
    {
        var environment = ShellEnvironment.Split(plan.Environment, added);
        var words = Wrapper.Words(plan, joinFile, plan.Umask ?? umask, environment.Behind, tools);
        return Spawner.Start(
            new SpawnRequest(
                Wrapper.Shell, words, environment.Inherited, plan.Directory, streams.Stdin, streams.Stdout, streams.Stderr),
            out pid);
    }

    // Only the directory can be missing or forbidden here: the shell has been executed before (LauncherProbe).
    private static string Failure(LaunchPlan plan, int error) =>
        error is Libc.ENOENT or Libc.EACCES or Libc.ENOTDIR
            ? $"its directory '{plan.Directory}' cannot be entered: {Libc.Text(error)}"
            : $"it cannot be started: {Libc.Text(error)}";

    private static Launched? Refusal(LaunchPlan plan)
    {
        if (plan.Argv.Count == 0) return Launched.Refused(NoProgram, "it names no program");
        if (HasNul(plan)) return Launched.Refused(CannotExecute, "an argument or a variable holds a NUL");

        var program = plan.Argv[0];
        if (Libc.Access(program, CanExecute) == 0)
            return Directory.Exists(program) ? Launched.Refused(CannotExecute, $"'{program}' is a directory") : null;
        var error = Marshal.GetLastPInvokeError();
        return error == Libc.ENOENT
            ? Launched.Refused(NoProgram, $"there is no program '{program}'")
            : Launched.Refused(CannotExecute, $"'{program}' cannot be executed: {Libc.Text(error)}");
    }

    private static bool HasNul(LaunchPlan plan)
    {
        foreach (var argument in plan.Argv)
            if (argument.Contains('\0', StringComparison.Ordinal)) return true;
        foreach (var (name, value) in plan.Environment)
            if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal)) return true;
        return false;
    }
}
