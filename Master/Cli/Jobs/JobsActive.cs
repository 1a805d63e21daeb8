using Salt.Cli.Frame;
using Salt.Shared.Errors;
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
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.ActiveJobs(new ActiveJobsRequest(), cancellationToken: cancellationToken);
        await foreach (var job in JobSnapshot.ReadAsync(call.ResponseStream, cancellationToken))
            outputter.WriteReturn(job.Job.Jid, JsonText.Build(json => JobLayout.WriteActive(json, job)), failed: false);
        outputter.EndReturns();
        return ExitCodes.Success;
    }
}
