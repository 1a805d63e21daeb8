using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Native;
using Salt.Shared.Errors;

namespace Salt.Minion.Hosting;

/// <summary>The verb <c>end-jobs</c>, for an uninstall and the end of a development cluster: every job ends as killed by
/// shutdown, and with the last one this returns. A daemon that runs goes on and sends the returns.</summary>
internal static class EndJobsProgram
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(CommandLine line)
    {
        var rest = CommandLine.Parse(line.Rest);
        if (rest.Verb.Length > 0) throw new SaltException(Failure.BadRequest, $"end-jobs takes no {rest.Verb}");

        var options = MinionOptions.Load(rest.Root ?? line.Root, rest.ConfigDir ?? line.ConfigDir);
        var lockFile = SupervisorFiles.Lock(SupervisionSettings.Of(options).RunDir);
        if (LiveSupervisor.Pid(lockFile) is not { } supervisor) return ExitCodes.Success;

        // As at the machine's shutdown: it ends its jobs, and then itself.
        _ = Libc.Kill(supervisor, Libc.SIGTERM);
        while (LiveSupervisor.Pid(lockFile) == supervisor) await Task.Delay(Pace, TimeProvider.System);
        return ExitCodes.Success;
    }
}
