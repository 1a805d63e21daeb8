using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Jobs;

/// <summary><c>jobs stats</c>: a job in numbers. On a terminal it waits for a job that runs, with a bar; elsewhere it
/// tells how things stand, unless told to wait.</summary>
internal static class JobsStats
{
    public static Function Stats() => new(
        "jobs.stats",
        "a job in numbers; on a terminal with a bar until it is over",
        [
            SaltParameters.Jid,
            SaltParameters.Minions,
            Own("slowest", new Option(["--slowest"], "N", "name the N slowest minions, not 5")),
            Own("wait", new Option("--wait", "wait until the job is over, also where there is no terminal")),
            Own("now", new Option("--now", "do not wait, also on a terminal")),
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, Arguments arguments, CancellationToken cancellationToken)
    {
        var (jid, minions) = (arguments.Jid("jid"), arguments.List("minions"));
        var slowest = arguments.Number("slowest", otherwise: 5, least: 0);
        var outputter = invocation.OpenOutputter();
        var terminal = invocation.Terminal;
        var job = await JobSnapshot.FetchAsync(invocation, jid, minions, withReturns: false, cancellationToken);
        var waits = arguments.Flag("wait") || (terminal.ShowsProgress && !arguments.Flag("now"));
        if (waits && job.Targets.Any(target => !JobStates.Parse(target.State).IsEnd()))
        {
            await FollowAsync(invocation, job, cancellationToken);
            // Ctrl-C ends the waiting, not the verb.
            job = await JobSnapshot.FetchAsync(invocation, jid, minions, withReturns: false, CancellationToken.None);
        }

        var nowUs = TimeProvider.System.GetUtcNow().ToUnixMicroseconds();
        var statistics = JobStatistics.Of(job.Targets, slowest, nowUs);
        if (outputter.IsPage) StatisticsLayout.Write(terminal.Out, job.Job, statistics);
        else outputter.Write(JsonText.Build(json => StatisticsLayout.Write(json, job.Job, statistics)));
        return cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Success;
    }

    private static async Task FollowAsync(Invocation invocation, JobSnapshot job, CancellationToken cancellationToken)
    {
        var states = job.Targets.ToDictionary(target => target.Minion, target => JobStates.Parse(target.State));
        var progress = new Progress(invocation.Terminal, TimeProvider.System);
        progress.Show(states.Values);
        try
        {
            using var master = await invocation.ConnectAsync(cancellationToken);
            using var call = master.Control.Follow(new FollowRequest { Jid = job.Job.Jid }, cancellationToken: cancellationToken);
            await foreach (var e in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (e.Target is not { } target || !states.ContainsKey(target.Minion)) continue;
                states[target.Minion] = JobStates.Parse(target.State);
                progress.Show(states.Values);
                // The others of the job are not waited for.
                if (states.Values.All(JobStates.IsEnd)) break;
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            // What is there so far is what was asked for.
        }
        finally
        {
            progress.End(states.Values);
        }
    }

    private static Parameter Own(string name, Option option) => new(name, option.Help) { Option = option };
}
