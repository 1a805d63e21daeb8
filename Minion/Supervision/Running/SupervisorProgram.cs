using Salt.Minion.Supervision.Native;
using Salt.Minion.Supervision.Trees;
using Salt.Shared.Errors;

namespace Salt.Minion.Supervision.Running;

/// <summary>The hidden verb <c>supervisor</c>: one thread, no host, nothing loaded that it does not need.</summary>
public static class SupervisorProgram
{
    private const int MarkCloseOnExec = 4;
    private const uint OwnFilesOnly = 0x3F; // 077

    /// <returns>The exit code; 0 also if another supervisor of this minion is alive.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        if (SupervisorArguments.Parse(args) is not { } arguments) return ExitCodes.Usage;

        SignalQueue.EnsureBlocked();
        var log = new LineLogger(TimeProvider.System);
        try
        {
            using var held = SupervisorLock.TryTake(SupervisorFiles.Lock(arguments.RunDir));
            if (held is not null) Serve(arguments, log);
            return ExitCodes.Success;
        }
#pragma warning disable CA1031 // The top of the process: what nobody expected is in the log before it ends.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.Failed(Environment.ProcessId, e);
            return ExitCodes.Internal;
        }
    }

    private static void Serve(SupervisorArguments arguments, LineLogger log)
    {
        _ = Libc.CloseRange(3, uint.MaxValue, MarkCloseOnExec);
        var umask = (int)Libc.SetUmask(OwnFilesOnly);
        Reaper.BecomeSubreaper();

        using var loop = new EventLoop(TimeProvider.System);
        var tools = Tools.Find();
        var (trees, added) = ChooseTrees(loop, arguments, tools, log);
        using var supervisor = new Supervisor(loop, trees, new Launcher(tools, umask, added), arguments, log);
        log.Serves(Environment.ProcessId, trees.Description);
        ReadyPipe.Tell();
        log.Ends(Environment.ProcessId, supervisor.Run());
        trees.Leave();
    }

    private static (IProcessTrees Trees, IReadOnlyList<string> Added) ChooseTrees(
        EventLoop loop,
        SupervisorArguments arguments,
        Tools tools,
        LineLogger log)
    {
        IReadOnlyList<string> added;
        var why = "the fallback was asked for";
        if (!arguments.NoCgroup && CgroupTrees.TryOpen(loop, arguments.Group, out why) is { } cgroups)
        {
            var trial = cgroups.Create(default, () => { });
            var failure = LauncherProbe.Run(tools, trial.JoinFile, out added);
            _ = trial.TryRelease();
            if (failure is null) return (cgroups, added);
            why = failure;
        }

        log.NoCgroups(why);
        if (LauncherProbe.Run(tools, "", out added) is { } broken) throw new SystemFault($"no process can be started: {broken}");
        return (new WalkedTrees(loop), added);
    }
}
