using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs list</c>: the history, a page at a time. Jobs are printed as they come:
/// however many there are, one is in memory.</summary>
internal static class JobsList
{
    private const int Page = 100;

    public static Function ListJobs() => new(
        "jobs.list_jobs",
        "the history of jobs, a page at a time",
        [
            SaltParameters.ExternalSource, SaltParameters.Outputter, .. JobSearch.Parameters, SaltParameters.DisplayProgress,
            new Parameter("limit", "The newest so many; 0: all.")
            {
                Option = new Option(["-n", "--limit"], "N", $"the newest N, not {Page}; 0: all"),
            },
            new Parameter("oneline", "One line for each.") { Option = JobLines.OneLine },
        ],
        ListAsync);

    private static async Task<int> ListAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var request = JobSearch.Request(arguments, TimeProvider.System);
        request.Limit = (uint)arguments.Number("limit", otherwise: Page, least: 0);
        var outputter = invocation.OpenOutputter(arguments.Text("outputter"));
        request.WithStates = !arguments.Has("outputter") && JobLines.AreWanted(invocation);
        var lines = new List<JobView>();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var (count, oldest) = (0, "");
        using (var call = master.Control.ListJobs(request, cancellationToken: cancellationToken))
        {
            await foreach (var job in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (count++ == 0) oldest = job.Jid;
                if (request.WithStates) lines.Add(job);
                else outputter.WriteReturn(job.Jid, JobLayout.Listed(job), failed: false);
            }
        }

        if (request.WithStates) JobLines.Print(invocation, lines);
        else outputter.EndReturns();
        if (count > 0 && count == request.Limit && await HasOlderAsync(master.Control, request, oldest, cancellationToken))
            invocation.Terminal.Say($"Only the newest {count} are shown. Older ones: --before {oldest}; more at once: --limit N (0: all)");
        return ExitCodes.Success;
    }

    public static async Task<IReadOnlyList<JobView>> FetchAsync(
        Control.ControlClient control, ListJobsRequest request, CancellationToken cancellationToken)
    {
        using var call = control.ListJobs(request, cancellationToken: cancellationToken);
        var jobs = new List<JobView>();
        await foreach (var job in call.ResponseStream.ReadAllAsync(cancellationToken)) jobs.Add(job);
        return jobs;
    }

    private static async Task<bool> HasOlderAsync(
        Control.ControlClient control, ListJobsRequest request, string oldest, CancellationToken cancellationToken)
    {
        var older = request.Clone();
        older.Limit = 1;
        older.Before = oldest;
        return (await FetchAsync(control, older, cancellationToken)).Count > 0;
    }
}
