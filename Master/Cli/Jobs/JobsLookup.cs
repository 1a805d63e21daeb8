using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs lookup</c>: the returns of a job, as <c>run</c> would have printed them.</summary>
internal static class JobsLookup
{
    public static Function LookupJid() => new(
        "jobs.lookup_jid",
        "the returns of a job",
        [
            SaltParameters.Jid,
            SaltParameters.ExternalSource,
            new Parameter("returned", "Show who has returned."),
            new Parameter("missing", "Also name who has not returned.")
            {
                Option = new Option("--missing", "also name who has not returned"),
            },
            SaltParameters.DisplayProgress,
            SaltParameters.Minions,
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var (returned, missing) = (arguments.Flag("returned", otherwise: true), arguments.Flag("missing"));
        var job = await JobSnapshot.FetchAsync(
            invocation, arguments.Jid("jid"), arguments.List("minions"), withReturns: true, cancellationToken);
        Print(invocation.OpenOutputterOf(job.Job.Fun), job, returned, missing);
        if (!job.Targets.Any(TargetLayout.HasEnded)) invocation.Terminal.Say(NobodyReturned(job));
        // Salt's answer, jobs.lookup_jid, tells a job that was ended from one that went well by nothing at all.
        foreach (var target in job.Targets.Where(WasEnded)) invocation.Terminal.Say($"{target.Minion}: {Sentences.End(target)}");
        return job.Targets.Any(WasEnded) ? ExitCodes.SomeFailed : ExitCodes.Success;
    }

    private static bool WasEnded(TargetView target) => JobStates.Parse(target.State) is JobState.Killed or JobState.TimedOut or JobState.Lost;

    private static void Print(IOutputter outputter, JobSnapshot job, bool returned, bool missing)
    {
        foreach (var target in job.Targets.OrderBy(target => target.Minion, StringComparer.Ordinal))
        {
            var failed = JobStates.Parse(target.State) != JobState.Succeeded;
            if (target.Ret.Length > 0 || target.State == JobState.Refused.ToName() || WasEnded(target))
            {
                if (!returned) continue;
                if (target.Ret.Length > 0) outputter.WriteReturn(target.Minion, JsonText.Foreign(target.Ret.Memory), failed);
                else WriteText(outputter, target, WasEnded(target) ? Sentences.End(target) : target.Reason);
            }
            else if (missing)
            {
                WriteText(outputter, target, "Minion did not return");
            }
        }

        outputter.EndReturns();
    }

    private static string NobodyReturned(JobSnapshot job) => job.Targets.Any(target => !JobStates.Parse(target.State).IsEnd())
        ? $"No minion has returned for job {job.Job.Jid} yet"
        : $"No minion returned for job {job.Job.Jid}; why: master-cli jobs failed {job.Job.Jid}";

    private static void WriteText(IOutputter outputter, TargetView target, string text) =>
        outputter.WriteReturn(target.Minion, JsonText.Build(json => json.WriteStringValue(text)), failed: true);
}
