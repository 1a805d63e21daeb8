using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Output;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs show</c>: one job and its state on every minion.</summary>
internal static class JobsShow
{
    public static Function Show() => new(
        "jobs.show", "one job and its state on every minion", [SaltParameters.Jid, SaltParameters.Minions], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter();
        Print(outputter, await JobSnapshot.FetchAsync(
            invocation, arguments.Jid("jid"), arguments.List("minions"), withReturns: true, cancellationToken));
        return ExitCodes.Success;
    }

    /// <summary>For people with the job's own particulars, for programs the targets alone.</summary>
    public static void Print(IOutputter outputter, JobSnapshot job) => outputter.Write(JsonText.Build(json =>
    {
        if (!outputter.IsPage)
        {
            TargetLayout.WriteStates(json, job.Targets);
            return;
        }

        json.WriteStartObject();
        json.WriteString("jid", job.Job.Jid);
        JobLayout.WriteFull(json, job, writer => WithoutNulls(StatesOf(job), writer));
        json.WriteEndObject();
    }));

    private static JsonElement StatesOf(JobSnapshot job) =>
        JsonText.Build(json => TargetLayout.WriteStates(json, job.Targets));

    private static void WithoutNulls(JsonElement states, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var minion in states.EnumerateObject())
        {
            json.WriteStartObject(minion.Name);
            foreach (var member in minion.Value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                member.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
