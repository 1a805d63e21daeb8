using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs lookup</c>: the returns of a job, as <c>run</c> would have printed them.</summary>
internal static class JobsLookup
{
    private static readonly Option Missing = new("--missing", "also name who has not returned");

    public static Verb Declare() => new("jobs lookup", "JID", "the returns of a job", [Missing], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var jid = invocation.Words.Single("the jid");
        var outputter = invocation.OpenOutputter();
        var job = await JobSnapshot.FetchAsync(invocation, jid, withReturns: true, cancellationToken);
        var returned = Print(outputter, job, invocation.Words.Has(Missing));
        if (returned == 0) invocation.Terminal.Say($"No minion has returned for job {job.Job.Jid} yet");
        return ExitCodes.Success;
    }

    /// <returns>How many returned.</returns>
    public static int Print(IOutputter outputter, JobSnapshot job, bool missing)
    {
        var returned = 0;
        foreach (var target in job.Targets.OrderBy(target => target.Minion, StringComparer.Ordinal))
        {
            var failed = JobStates.Parse(target.State) != JobState.Succeeded;
            if (target.Ret.Length > 0)
                outputter.WriteReturn(target.Minion, JsonText.Parse(target.Ret.Memory), failed);
            else if (target.State == JobState.Refused.ToName())
                WriteText(outputter, target, target.Reason);
            else if (missing)
                WriteText(outputter, target, "Minion did not return");
            if (TargetLayout.HasEnded(target)) returned++;
        }

        outputter.EndReturns();
        return returned;
    }

    private static void WriteText(IOutputter outputter, TargetView target, string text) =>
        outputter.WriteReturn(target.Minion, JsonText.Build(json => json.WriteStringValue(text)), failed: true);
}
