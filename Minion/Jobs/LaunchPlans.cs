using Salt.Minion.Hosting;
using Salt.Minion.Local;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Workers;

namespace Salt.Minion.Jobs;

/// <summary>From an accepted job to what the supervisor is to run.</summary>
/// <param name="program">This program by absolute path: workers are it too.</param>
internal sealed class LaunchPlans(MinionOptions options, JobSpool spool, JobCalls calls, string program)
{
    /// <exception cref="RefusedException">It cannot start any more: what it needs has gone since it was accepted.</exception>
    public LaunchPlan Of(SpooledJob spooled)
    {
        var call = calls.Bind(spooled.Job);
        var folder = spool.FolderOf(spooled.Job.Jid);
        var plan = call.Function.Plan is { } planning ? planning(call) : Worker(folder);
        // The worker completes it, and becomes the parent of the program.
        if (plan.IsOpen) plan = Worker(folder) with { MergeOutput = plan.MergeOutput, Stdin = plan.Stdin, Timeout = plan.Timeout };
        return plan.In(folder, spooled.FirstLimit, options.TermGrace, options.OutputMax);
    }

    private ProcessPlan Worker(JobFolder folder) =>
        new([program, "worker", .. ArgumentsOf(folder).ToWords()], WorkerEnvironment(), "/", null, null, MergeOutput: false, null, null);

    private WorkerArguments ArgumentsOf(JobFolder folder) => new(
        folder.Path,
        LinkSocket.Of(options),
        options.Layout.Root,
        Path.GetDirectoryName(options.ConfigFile)!,
        new LocalTerms(options.TermGrace, options.OutputMax, options.ReturnMax, CgroupName: ""));

    /// <summary>A worker is a .NET program: it needs to be told where the runtime is, if the daemon had to be.</summary>
    private static Dictionary<string, string> WorkerEnvironment()
    {
        var environment = ChildEnvironment.Inherited();
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } runtime) environment["DOTNET_ROOT"] = runtime;
        return environment;
    }
}
