using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Cli.Tables;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs active</c>: what runs, where, under which pid.</summary>
internal static class JobsActive
{
    public static Function Active() => new(
        "jobs.active",
        "jobs that have not ended everywhere",
        [SaltParameters.Outputter, SaltParameters.DisplayProgress],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter(arguments.Text("outputter"));
        var table = arguments.IsVerb && !arguments.Has("outputter") && TableText.IsWanted(invocation)
            ? new TableText("JID", "User", "Function", "Target", "Running", "Waiting", "Returned", "Away")
            : null;
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.ActiveJobs(new ActiveJobsRequest(), cancellationToken: cancellationToken);
        await foreach (var job in JobSnapshot.ReadAsync(call.ResponseStream, cancellationToken))
        {
            if (table is not null) Add(table, job);
            else outputter.WriteReturn(job.Job.Jid, JsonText.Build(json => JobLayout.WriteActive(json, job)), failed: false);
        }

        if (table is not null) table.Print(invocation.Terminal);
        else outputter.EndReturns();
        return ExitCodes.Success;
    }

    private static void Add(TableText table, JobSnapshot job)
    {
        var away = job.Targets.Where(target => target.AwaySinceUs > 0).ToList();
        table.Add(
            (job.Job.Jid, ""),
            (job.Job.User, ""),
            (job.Job.Fun, "aqua"),
            (job.Job.Tgt, ""),
            (Some(job, state => state == JobState.Running), "green"),
            (Some(job, state => state < JobState.Running), "yellow"),
            (Some(job, JobStates.IsEnd), ""),
            (Names.Some(away.Select(target => target.Minion)), "red"));
    }

    private static string Some(JobSnapshot job, Func<JobState, bool> isIn) =>
        Names.Some(job.Targets.Where(target => isIn(JobStates.Parse(target.State))).Select(target => target.Minion));
}
