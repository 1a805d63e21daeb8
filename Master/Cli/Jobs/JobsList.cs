using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs list</c>: the history.</summary>
internal static class JobsList
{
    private static readonly Option Limit = new(["-n", "--limit"], "N", "the newest N only");
    private static readonly Option Fun = new(["--fun"], "GLOB", "of these functions only");
    private static readonly Option Tgt = new(["--tgt"], "TARGET", "for this target only, as it was typed");
    private static readonly Option User = new(["--user"], "NAME", "of this user only");

    public static Verb Declare() => new("jobs list", "", "the history of jobs", [Limit, Fun, Tgt, User], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        words.AtMost(0);
        var request = new ListJobsRequest
        {
            Limit = (uint)(words.NumberOf(Limit, least: 1) ?? 0),
            Fun = words.ValueOf(Fun) ?? "",
            Tgt = words.ValueOf(Tgt) ?? "",
            User = words.ValueOf(User) ?? "",
        };
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.ListJobs(request, cancellationToken: cancellationToken);
        var jobs = new List<JobView>();
        await foreach (var job in call.ResponseStream.ReadAllAsync(cancellationToken)) jobs.Add(job);
        Print(outputter, jobs);
        return ExitCodes.Success;
    }

    public static void Print(IOutputter outputter, IEnumerable<JobView> jobs) => outputter.Write(JsonText.Build(json =>
    {
        json.WriteStartObject();
        foreach (var job in jobs) JobLayout.WriteListed(json, job);
        json.WriteEndObject();
    }));
}
