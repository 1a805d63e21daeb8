using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs exit-success</c>: whether a job succeeded, by its retcodes, for scripts.</summary>
internal static class JobsExitSuccess
{
    public static Function ExitSuccess() => new(
        "jobs.exit_success",
        "whether a job succeeded, by its retcodes",
        [SaltParameters.Jid, SaltParameters.ExternalSource, SaltParameters.Minions],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter();
        var job = await JobSnapshot.FetchAsync(
            invocation, arguments.Jid("jid"), arguments.List("minions"), withReturns: false, cancellationToken);
        var targets = job.Targets.OrderBy(target => target.Minion, StringComparer.Ordinal).ToList();
        var succeeded = targets.ToLookup(target => JobStates.Parse(target.State) == JobState.Succeeded);
        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            foreach (var target in targets) json.WriteBoolean(target.Minion, succeeded[true].Contains(target));
            json.WriteEndObject();
        }));
        var open = succeeded[false].Count(target => !JobStates.Parse(target.State).IsEnd());
        if (open > 0) invocation.Terminal.Say($"Job {job.Job.Jid} is not over on {open} of {targets.Count} minions");
        return succeeded[false].Any() ? ExitCodes.SomeFailed : ExitCodes.Success;
    }
}
