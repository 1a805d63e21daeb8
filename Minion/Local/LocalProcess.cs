using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Minion.Supervision.Running;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>Runs a program to its end under a supervisor of its own, which leaves with it: the same limits, users, trees
/// and output as for a job, without a daemon.</summary>
internal sealed class LocalProcess(LocalTerms terms, TimeProvider clock)
{
    /// <summary>Runs it in a temporary folder.</summary>
    /// <exception cref="OperationCanceledException">The token fired; of the program and all it started nothing is left.</exception>
    /// <exception cref="SaltException">Unavailable: no supervisor could be started.</exception>
    public async Task<ProcessEnd> RunAsync(ProcessPlan plan, Jid jid, CancellationToken cancellation)
    {
        var place = Directory.CreateTempSubdirectory("salt-call-").FullName;
        try
        {
            return await RunAsync(plan, place, jid, cancellation);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <param name="place">Its files stay there, in the folder of a job.</param>
    /// <inheritdoc cref="RunAsync(ProcessPlan, Jid, CancellationToken)"/>
    public async Task<ProcessEnd> RunAsync(ProcessPlan plan, string place, Jid jid, CancellationToken cancellation)
    {
        var job = Prepare(place, jid, plan);
        using var run = RunPlace.In(place);
        var client = new SupervisorClient(Options(run.Path, place), clock, NullLogger<SupervisorClient>.Instance);
        using var done = new CancellationTokenSource();
        var connection = client.RunAsync(done.Token);
        var leavesAtOnce = false;
        try
        {
            var (start, end) = await AwaitEndAsync(client, Launch(job, plan), cancellation);
            leavesAtOnce = end.LeftRunning == 0;
            return End(job, start, end);
        }
        finally
        {
            await done.CancelAsync();
            await connection;
            // Whoever is left behind may still write to it. Otherwise nothing of it shall be found after us.
            if (leavesAtOnce) await Task.Run(() => SupervisorLock.AwaitFree(SupervisorFiles.Lock(run.Path)), CancellationToken.None);
        }
    }

    private static async Task<(StartRecord Start, EndRecord End)> AwaitEndAsync(
        SupervisorClient supervisor, LaunchPlan plan, CancellationToken cancellation)
    {
        try
        {
            await supervisor.StartAsync(plan, cancellation);
            await foreach (var report in supervisor.Reports.ReadAllAsync(cancellation))
            {
                if (report.End is { } end) return (report.Start, end);
            }

            throw new SaltException(Failure.Unavailable, "the supervisor is gone");
        }
        finally
        {
            // The caller went away, or all is over: either way the supervisor need not wait for another daemon.
            await supervisor.EndAllAsync(CancellationToken.None);
        }
    }

    private static JobFolder Prepare(string place, Jid jid, ProcessPlan plan)
    {
        var job = new JobFolder(Path.Combine(place, jid.ToString()));
        Directory.CreateDirectory(job.Path);
        StatusFile.Reserve(job.Status);
        if (plan.Stdin is { } stdin) File.WriteAllText(job.Stdin, stdin);
        return job;
    }

    private SupervisionOptions Options(string runDir, string jobsDir) => new()
    {
        RunDir = runDir,
        JobsDir = jobsDir,
        CgroupName = terms.CgroupName,
        NoCgroup = terms.CgroupName.Length == 0,
    };

    private LaunchPlan Launch(JobFolder job, ProcessPlan plan) => new()
    {
        Jid = job.Jid,
        Folder = job.Path,
        Argv = plan.Argv,
        Environment = plan.Environment,
        Directory = plan.Directory,
        RunAs = plan.RunAs,
        Umask = plan.Umask,
        MergeOutput = plan.MergeOutput,
        HasStdin = plan.Stdin is not null,
        Limit = plan.Timeout,
        Grace = terms.Grace,
        OutputMax = terms.OutputMax,
    };

    private ProcessEnd End(JobFolder job, StartRecord start, EndRecord end) => new(
        end,
        start.Pid,
        new OutputFile(job.Stdout).ReadText(end.StdoutBytes, (int)terms.ReturnMax).Text,
        new OutputFile(job.Stderr).ReadText(end.StderrBytes, (int)terms.ReturnMax).Text,
        OwnTimeout: end.State == JobState.TimedOut);
}
