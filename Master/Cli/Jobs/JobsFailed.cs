using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs failed</c>: only the hosts where something is wrong, and what.</summary>
internal static class JobsFailed
{
    public static Function Failed() => new(
        "jobs.failed",
        "only the minions with a problem, and what it is",
        [SaltParameters.Jid, SaltParameters.Minions],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var outputter = invocation.OpenOutputter();
        var jid = arguments.Jid("jid");
        var job = await JobSnapshot.FetchAsync(invocation, jid, arguments.List("minions"), withReturns: false, cancellationToken);
        var problems = job.Targets.Where(Problems.IsOne).OrderBy(target => target.Minion, StringComparer.Ordinal).ToList();
        if (problems.Count > 0)
        {
            // Of ten thousand that went well nobody wants to read, nor wait for, what they returned.
            var whole = await JobSnapshot.FetchAsync(
                invocation, jid, [.. problems.Select(target => target.Minion)], withReturns: true, cancellationToken);
            problems = [.. whole.Targets.Where(Problems.IsOne).OrderBy(target => target.Minion, StringComparer.Ordinal)];
        }

        if (outputter.IsPage)
        {
            foreach (var target in problems) invocation.Terminal.Out.WriteLine($"{target.Minion}: {Harmless.Of(Problems.Describe(target))}");
        }
        else
        {
            outputter.Write(JsonText.Build(json => TargetLayout.WriteStates(json, problems)));
        }

        invocation.Terminal.Say(Summary(job, problems));
        return ExitCodes.Success;
    }

    private static string Summary(JobSnapshot job, List<TargetView> problems)
    {
        var open = job.Targets.Count(target => !JobStates.Parse(target.State).IsEnd());
        var still = open > 0 ? $"; {open} not over yet" : "";
        if (problems.Count == 0) return $"No problem on {job.Targets.Count} minions{still}";
        var states = problems.GroupBy(target => target.State).OrderByDescending(group => group.Count()).ThenBy(group => JobStates.Parse(group.Key))
            .Select(group => $"{group.Count()} {group.Key.Replace('_', ' ')}");
        return $"{problems.Count} of {job.Targets.Count} minions: {string.Join(", ", states)}{still}";
    }
}
