using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs active</c>: what runs, where, under which pid.</summary>
internal static class JobsActive
{
    public static Verb Declare() => new("jobs active", "", "jobs that have not ended everywhere", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Words.AtMost(0);
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        using var call = master.Control.ActiveJobs(new ActiveJobsRequest(), cancellationToken: cancellationToken);
        var jobs = new List<JobSnapshot>();
        await foreach (var job in JobSnapshot.ReadAsync(call.ResponseStream, cancellationToken)) jobs.Add(job);
        Print(outputter, jobs);
        return ExitCodes.Success;
    }

    public static void Print(IOutputter outputter, IEnumerable<JobSnapshot> jobs) => outputter.Write(JsonText.Build(json =>
    {
        json.WriteStartObject();
        foreach (var job in jobs) JobLayout.WriteActive(json, job);
        json.WriteEndObject();
    }));
}
