using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs list_job</c> and <c>jobs print</c>: one job in Salt's layouts.</summary>
internal static class JobsListJob
{
    public static Verb DeclareListJob() =>
        new("jobs list_job", "JID", "one job with its returns, in Salt's layout", [], (invocation, cancellationToken) =>
            RunAsync(invocation, BuildListed, cancellationToken));

    public static Verb DeclarePrint() =>
        new("jobs print", "JID", "the same under its jid", [], (invocation, cancellationToken) =>
            RunAsync(invocation, BuildPrinted, cancellationToken));

    public static JsonElement BuildListed(JobSnapshot job) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("jid", job.Job.Jid);
        JobLayout.WriteFull(json, job, writer => TargetLayout.WriteSaltResult(writer, job.Targets));
        json.WriteEndObject();
    });

    public static JsonElement BuildPrinted(JobSnapshot job) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject(job.Job.Jid);
        JobLayout.WriteFull(json, job, writer => TargetLayout.WriteSaltResult(writer, job.Targets));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static async Task<int> RunAsync(
        Invocation invocation,
        Func<JobSnapshot, JsonElement> build,
        CancellationToken cancellationToken)
    {
        var jid = invocation.Words.Single("the jid");
        var outputter = invocation.OpenOutputter();
        outputter.Write(build(await JobSnapshot.FetchAsync(invocation, jid, withReturns: true, cancellationToken)));
        return ExitCodes.Success;
    }
}
