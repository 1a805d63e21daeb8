using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.Hosting;
using Salt.Minion.Modules;
using Salt.Minion.Spool;
using Salt.Minion.Supervision;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Local;

/// <summary>Runs a program to its end under a supervisor of its own, which leaves with it: the same limits, users, trees
/// and output as for a job, without a daemon.</summary>
internal sealed class LocalProcess(MinionOptions options, TimeProvider clock)
{
    /// <exception cref="OperationCanceledException">The token fired; of the program and all it started nothing is left.</exception>
    /// <exception cref="SaltException">Unavailable: no supervisor could be started.</exception>
    public async Task<ProcessEnd> RunAsync(Jid jid, ProcessPlan plan, CancellationToken cancellation)
    {
        var place = Directory.CreateTempSubdirectory("salt-call-").FullName;
        try
        {
            var job = Prepare(place, jid, plan);
            var client = new SupervisorClient(Options(place), clock, NullLogger<SupervisorClient>.Instance);
            using var done = new CancellationTokenSource();
            var connection = client.RunAsync(done.Token);
            try
            {
                var (start, end) = await AwaitEndAsync(client, Launch(job, plan), cancellation);
                return End(job, start, end);
            }
            finally
            {
                await done.CancelAsync();
                await connection;
            }
        }
        finally
        {
            Directory.Delete(place, recursive: true);
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
        var job = new JobFolder(Path.Combine(JobsIn(place), jid.ToString()));
        Directory.CreateDirectory(job.Path);
        StatusFile.Reserve(job.Status);
        if (plan.Stdin is { } stdin) File.WriteAllText(job.Stdin, stdin);
        return job;
    }

    private static string JobsIn(string place) => Path.Combine(place, "jobs");

    private SupervisionOptions Options(string place) => new()
    {
        RunDir = place,
        JobsDir = JobsIn(place),
        CgroupName = $"{CgroupName.Of(options.Layout.Root, options.Id)}-call",
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
        Grace = options.TermGrace,
        OutputMax = options.OutputMax,
    };

    private ProcessEnd End(JobFolder job, StartRecord start, EndRecord end) => new(
        end,
        start.Pid,
        new OutputFile(job.Stdout).ReadText(end.StdoutBytes, (int)options.ReturnMax).Text,
        new OutputFile(job.Stderr).ReadText(end.StderrBytes, (int)options.ReturnMax).Text,
        OwnTimeout: end.State == JobState.TimedOut);
}
