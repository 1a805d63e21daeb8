using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs last-run</c>: the newest job of a kind, with its returns.</summary>
internal static class JobsLastRun
{
    public static Function LastRun() => new(
        "jobs.last_run",
        "the newest job, or that of a function or target",
        [
            SaltParameters.ExternalSource,
            SaltParameters.Outputter,
            new Parameter("metadata", "A map: the job's metadata has all its members.")
            {
                Option = new Option(["--metadata"], "K=V|JSON", "with this in its metadata"),
            },
            new Parameter("function", "Globs, parted by commas.") { Option = new Option(["--fun"], "GLOB", "of this function") },
            new Parameter("target", "The target as it was typed, or globs for it.")
            {
                Option = new Option(["--tgt"], "GLOB", "for this target, as it was typed or a glob for that"),
            },
            SaltParameters.DisplayProgress,
            new Parameter("minion", "A minion it was for.") { IsSalts = false, Option = new Option(["--minion"], "ID", "for this minion") },
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var request = new ListJobsRequest
        {
            Limit = 1,
            Fun = arguments.Text("function"),
            Tgt = arguments.Text("target"),
            Minion = arguments.Text("minion"),
            Metadata = JobSearch.Metadata(arguments, "metadata"),
        };
        using var master = await invocation.ConnectAsync(cancellationToken);
        if (await JobsList.FetchAsync(master.Control, request, cancellationToken) is not [var last])
            throw new SaltException(Failure.NotFound, "no such job is on record");
        return await JobsListJob.PrintAsync(invocation, last.Jid, [], arguments.Text("outputter"), cancellationToken);
    }
}
