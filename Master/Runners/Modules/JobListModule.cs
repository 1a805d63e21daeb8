using Salt.Master.Jobs;
using Salt.Master.Store;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using static Salt.Master.Runners.Modules.CommonParameters;

namespace Salt.Master.Runners.Modules;

/// <summary>The functions of Salt's <c>jobs</c> runner that look through the history.</summary>
internal sealed class JobListModule(JobHistory history, TimeProvider clock)
{
    private const int Page = 100;
    private const string FindJob = "saltutil.find_job";

    public IReadOnlyList<RunnerFunction> Functions =>
    [
        new()
        {
            Name = "jobs.list_jobs",
            Doc = "The history of jobs, a page at a time.",
            Parameters = [ExternalSource, Outputter, .. JobSearchArguments.Parameters, DisplayProgress, Own("limit")],
            Plan = PlanList,
        },
        new()
        {
            Name = "jobs.list_jobs_filter",
            Doc = "The newest jobs, as a list.",
            Parameters =
            [
                new("count", "How many.") { IsRequired = true },
                new("filter_find_job", $"Leave out {FindJob}.") { Default = "True" },
                ExternalSource,
                Outputter,
                DisplayProgress,
            ],
            Plan = PlanFilter,
        },
        new()
        {
            Name = "jobs.last_run",
            Doc = "The newest job, or that of a function or target.",
            Parameters =
            [
                ExternalSource,
                Outputter,
                new("metadata", "A map: the job's metadata has all its members."),
                new("function", "Globs, parted by commas."),
                new("target", "The target as it was typed, or globs for it."),
                DisplayProgress,
                Own("minion"),
            ],
            Plan = PlanLastRun,
        },
    ];

    private Func<CancellationToken, Task<RunnerAnswer>> PlanList(RunnerArguments arguments)
    {
        var query = JobSearchArguments.Read(arguments, clock.GetUtcNow()) with { Limit = arguments.Number("limit", otherwise: Page, least: 0) };
        var outputter = arguments.Text("outputter");
        return async cancellation =>
        {
            var (count, oldest) = (0, default(Jid));
            var answer = await RunnerAnswer.BuildAsync(async json =>
            {
                json.WriteStartObject();
                await foreach (var job in history.ListAsync(query, cancellation))
                {
                    var head = JobLook.HeadOf(job.Spec);
                    if (count++ == 0) oldest = job.Spec.Key.Jid;
                    json.WritePropertyName(head.Jid);
                    head.WriteListed(json);
                }

                json.WriteEndObject();
            });
            var isMore = count > 0 && count == query.Limit && await AnyAsync(query with { Limit = 1, Before = oldest }, cancellation);
            return answer with { HasMembers = true, Outputter = outputter, Notes = isMore ? [More(count, oldest)] : [] };
        };
    }

    private Func<CancellationToken, Task<RunnerAnswer>> PlanFilter(RunnerArguments arguments)
    {
        var count = arguments.Number("count", otherwise: 1, least: 1);
        var leftOut = arguments.Flag("filter_find_job", otherwise: true) ? FindJob : "";
        var outputter = arguments.Text("outputter");
        return async cancellation =>
        {
            var jobs = await NewestAsync(count, leftOut, cancellation);
            return RunnerAnswer.Build(json =>
            {
                json.WriteStartArray();
                foreach (var job in jobs) JobLook.HeadOf(job.Spec).WriteListed(json, withJid: true);
                json.WriteEndArray();
            }) with { Outputter = outputter };
        };
    }

    private Func<CancellationToken, Task<RunnerAnswer>> PlanLastRun(RunnerArguments arguments)
    {
        var query = new JobQuery
        {
            Limit = 1,
            Fun = arguments.Text("function"),
            Tgt = arguments.Text("target"),
            Minion = arguments.Text("minion"),
            Metadata = JobSearchArguments.Metadata(arguments, "metadata"),
        };
        var outputter = arguments.Text("outputter");
        return async cancellation =>
        {
            if (await history.ListAsync(query, cancellation).LastOrDefaultAsync(cancellation) is not { } last)
                throw new SaltException(Failure.NotFound, "no such job is on record");
            var job = await JobLook.TakeAsync(history, last.Spec.Key.Jid, [], withReturns: true, cancellation);
            return JobsModule.Printed(job) with { Outputter = outputter };
        };
    }

    // Page by page back, until there are enough without those that are left out.
    private async Task<IEnumerable<StoredJob>> NewestAsync(int count, string leftOut, CancellationToken cancellation)
    {
        var jobs = new List<StoredJob>();
        var query = new JobQuery { Limit = count };
        while (true)
        {
            var page = await history.ListAsync(query, cancellation).ToListAsync(cancellation);
            jobs.InsertRange(0, page.Where(job => job.Spec.Fun != leftOut));
            if (jobs.Count >= count || page.Count < count) return jobs.TakeLast(count);
            query = query with { Before = page[0].Spec.Key.Jid };
        }
    }

    private ValueTask<bool> AnyAsync(JobQuery query, CancellationToken cancellation) => history.ListAsync(query, cancellation).AnyAsync(cancellation);

    private static string More(int count, Jid oldest) =>
        $"Only the newest {count} are shown. Older ones: --before {oldest}; more at once: --limit N (0: all)";
}
