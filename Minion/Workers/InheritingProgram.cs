using System.Runtime.InteropServices;
using Salt.Minion.Modules;
using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Running;

namespace Salt.Minion.Workers;

/// <summary>A program that a worker runs in its own place: with the streams that the job's supervisor reads, in the job's tree and
/// under its limits. The worker waits, and ends as the program does.</summary>
internal static class InheritingProgram
{
    private const int CannotExecute = 126;
    private const int SetDumpable = 4;

    /// <returns>Its exit code. If a signal ended it, the same signal ends this process.</returns>
    public static int Run(ProcessPlan plan)
    {
        // What is sent to the whole tree is for the program to answer.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ignore);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Ignore);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        var environment = ShellEnvironment.Split(plan.Environment, []);
        var words = Wrapper.Words(plan.Argv, plan.RunAs, joinFile: "", plan.Umask ?? OwnUmask(), environment.Behind, Tools.Find());
        var error = Spawner.Start(new SpawnRequest(Wrapper.Shell, words, environment.Inherited, plan.Directory, 0, 1, 2), out var pid);
        if (error == 0) return EndAs(Reaper.Await(pid));
        Console.Error.WriteLine($"{plan.Directory} cannot be entered, or {Wrapper.Shell} not be executed: {Libc.Text(error)}");
        return CannotExecute;
    }

    private static int EndAs(RootExit exit)
    {
        if (exit.Signal == 0) return exit.Code;
        // The program has left its memory behind, if anybody wants that.
        _ = Libc.ProcessControl(SetDumpable, 0, 0, 0, 0);
        _ = Libc.SetHandler(exit.Signal, 0);
        _ = Libc.Kill(Environment.ProcessId, exit.Signal);
        return exit.Code;
    }

    private static void Ignore(PosixSignalContext signal) => signal.Cancel = true;

    // It can only be read by setting it.
    private static int OwnUmask()
    {
        var own = Libc.SetUmask(0);
        _ = Libc.SetUmask(own);
        return (int)own;
    }
}
