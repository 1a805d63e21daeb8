using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs list_job</c> and <c>jobs print</c>: one job in Salt's layouts.</summary>
internal static class JobsListJob
{
    public static Function ListJob() => new(
        "jobs.list_job",
        "one job with its returns, in Salt's layout",
        [SaltParameters.Jid, SaltParameters.ExternalSource, SaltParameters.DisplayProgress, SaltParameters.Minions],
        ListAsync);

    public static Function PrintJob() => new(
        "jobs.print_job",
        "one job with its returns, under its jid",
        [SaltParameters.Jid, SaltParameters.ExternalSource, SaltParameters.Minions],
        (invocation, arguments, cancellationToken) =>
            PrintAsync(invocation, arguments.Jid("jid"), arguments.List("minions"), "", cancellationToken));

    /// <summary>A job under its jid.</summary>
    public static async Task<int> PrintAsync(
        Invocation invocation, string jid, IReadOnlyList<string> minions, string format, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter(format);
        var job = await JobSnapshot.FetchAsync(invocation, jid, minions, withReturns: true, cancellationToken);
        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject(job.Job.Jid);
            WriteMembers(json, job);
            json.WriteEndObject();
            json.WriteEndObject();
        }));
        return ExitCodes.Success;
    }

    private static async Task<int> ListAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var jid = arguments.Jid("jid");
        var outputter = invocation.OpenOutputter();
        try
        {
            var job = await JobSnapshot.FetchAsync(invocation, jid, arguments.List("minions"), withReturns: true, cancellationToken);
            outputter.Write(JsonText.Build(json =>
            {
                json.WriteStartObject();
                json.WriteString("jid", jid);
                WriteMembers(json, job);
                json.WriteEndObject();
            }));
            return ExitCodes.Success;
        }
        catch (Exception e) when (JobSnapshot.IsUnknown(e))
        {
            // Salt's answer, which scripts look into; with an exit code, which Salt has not.
            outputter.Write(JsonText.Build(json => WriteUnknown(json, jid)));
            throw;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, JobSnapshot job) =>
        JobLayout.WriteFull(json, job, writer => TargetLayout.WriteSaltResult(writer, job.Targets));

    private static void WriteUnknown(Utf8JsonWriter json, string jid)
    {
        json.WriteStartObject();
        json.WriteString("jid", jid);
        json.WriteString("Error", "Cannot contact returner or no job with this jid");
        json.WriteString("StartTime", JobLayout.StartTime(jid));
        json.WriteStartObject("Result");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
