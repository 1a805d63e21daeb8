using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs list</c>, <c>jobs.list_jobs</c> and <c>jobs.list_jobs_filter</c>: the history, a page at a time. Jobs are printed as they come:
/// however many there are, one is in memory.</summary>
internal static class JobsList
{
    private const int Page = 100;
    private const string FindJob = "saltutil.find_job";

    public static Function ListJobs() => new(
        "jobs.list_jobs",
        "the history of jobs, a page at a time",
        [
            SaltParameters.ExternalSource, SaltParameters.Outputter, .. JobSearch.Parameters, SaltParameters.DisplayProgress,
            new Parameter("limit", "The newest so many; 0: all.")
            {
                IsSalts = false, Option = new Option(["-n", "--limit"], "N", $"the newest N, not {Page}; 0: all"),
            },
            new Parameter("oneline", "One line for each.") { IsSalts = false, Option = JobLines.OneLine },
        ],
        ListAsync);

    public static Function ListJobsFilter() => new(
        "jobs.list_jobs_filter",
        "the newest jobs, as a list",
        [
            new Parameter("count", "How many.") { IsRequired = true },
            new Parameter("filter_find_job", $"Leave out {FindJob}.") { Default = "True" },
            SaltParameters.ExternalSource, SaltParameters.Outputter, SaltParameters.DisplayProgress,
        ],
        FilterAsync);

    private static async Task<int> ListAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var request = JobSearch.Request(arguments, TimeProvider.System);
        request.Limit = (uint)arguments.Number("limit", otherwise: Page, least: 0);
        var outputter = invocation.OpenOutputter(arguments.Text("outputter"));
        request.WithStates = arguments.IsVerb && !arguments.Has("outputter") && JobLines.AreWanted(invocation);
        var lines = new List<JobView>();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var (count, oldest) = (0, "");
        using (var call = master.Control.ListJobs(request, cancellationToken: cancellationToken))
        {
            await foreach (var job in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (count++ == 0) oldest = job.Jid;
                if (request.WithStates) lines.Add(job);
                else outputter.WriteReturn(job.Jid, JsonText.Build(json => JobLayout.WriteListed(json, job)), failed: false);
            }
        }

        if (request.WithStates) JobLines.Print(invocation, lines);
        else outputter.EndReturns();
        if (count > 0 && count == request.Limit && await HasOlderAsync(master.Control, request, oldest, cancellationToken))
            invocation.Terminal.Say($"Only the newest {count} are shown. Older ones: --before {oldest}; more at once: --limit N (0: all)");
        return ExitCodes.Success;
    }

    private static async Task<int> FilterAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Number("count", otherwise: 1, least: 1);
        var leftOut = arguments.Flag("filter_find_job", otherwise: true) ? FindJob : "";
        var outputter = invocation.OpenOutputter(arguments.Text("outputter"));
        using var master = await invocation.ConnectAsync(cancellationToken);
        var jobs = await FetchAsync(master.Control, count, leftOut, cancellationToken);
        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartArray();
            foreach (var job in jobs) JobLayout.WriteListed(json, job, withJid: true);
            json.WriteEndArray();
        }));
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

    // Page by page back, until there are enough without those that are left out.
    private static async Task<IEnumerable<JobView>> FetchAsync(
        Control.ControlClient control, int count, string leftOut, CancellationToken cancellationToken)
    {
        var jobs = new List<JobView>();
        var request = new ListJobsRequest { Limit = (uint)count };
        while (true)
        {
            var page = await FetchAsync(control, request, cancellationToken);
            jobs.InsertRange(0, page.Where(job => job.Fun != leftOut));
            if (jobs.Count >= count || page.Count < count) return jobs.TakeLast(count);
            request.Before = page[0].Jid;
        }
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
