using Salt.Cli.Completion;
using Grpc.Core;
using Salt.Cli.Attach;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary><c>run</c>: a function on minions.</summary>
internal static class RunVerb
{
    // TARGET and FUN; what follows is the function's.
    private const int OwnOperands = 2;

    private static readonly Operand Fun = new("FUN", "the function, or several with commas between") { Values = ValueSources.Functions };
    private static readonly Operand Arguments = new("ARG", "its arguments by place; words with a dash too") { IsOptional = true, IsMany = true };

    public static Verb Declare() =>
        new("run", [Operand.Target, Fun, Arguments, Operand.KeyValues], "run a function on minions", RunOptions.All, RunAsync)
        {
            FreeAfter = OwnOperands,
        };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        if (words.Has(RunOptions.Documentation))
            return await Documentation.PrintAsync(invocation, cancellationToken);
        var request = RunRequests.Of(words);
        var outputter = invocation.OpenOutputterOf(request.Fun);
        if (words.Has(RunOptions.Follow)) FollowedReturns.Check(words, outputter);
        if (request.SubmitOnly) return await Submission.PrintAsync(invocation, outputter, request, cancellationToken);
        var display = RunOptions.DisplayOf(words);
        if (request.AcceptOnly)
        {
            var started = new RunReport(outputter, invocation.Terminal, display with { ShowJid = true });
            return await WaitAsync(invocation, StartedRecords.OfAsync(EventsOf(invocation, request, cancellationToken), cancellationToken), started, cancellationToken);
        }

        var report = new RunReport(outputter, invocation.Terminal, display);
        var follow = words.Has(RunOptions.Follow) ? new FollowedRun(invocation, TimeProvider.System) : null;
        var events = follow?.RunAsync(request, cancellationToken) ?? EventsOf(invocation, request, cancellationToken);
        if (FinishedRecords.AreWanted(words, request)) events = FinishedRecords.OfAsync(events, cancellationToken);
        if (words.NumberOf(RunOptions.Poll) is { } seconds)
            events = new Poll(report, invocation.Terminal, TimeProvider.System).WatchAsync(events, TimeSpan.FromSeconds(seconds), cancellationToken);
        else if (follow is null && RunProgress.IsWanted(invocation.Terminal))
            events = new RunProgress(report, invocation.Terminal, TimeProvider.System).WatchAsync(events, cancellationToken);
        return await WaitAsync(invocation, events, report, cancellationToken, follow);
    }

    private static IAsyncEnumerable<JobEvent> EventsOf(Invocation invocation, RunRequest request, CancellationToken cancellationToken) =>
        new JobStream(invocation, TimeProvider.System).RunAsync(request, cancellationToken);

    /// <summary>Submits a job and reports it to its end.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> WaitAsync(
        Invocation invocation, RunRequest request, RunReport report, CancellationToken cancellationToken) =>
        WaitAsync(invocation, EventsOf(invocation, request, cancellationToken), report, cancellationToken);

    /// <param name="follow">Where the events come from, if what the job prints is printed too.</param>
    internal static async Task<int> WaitAsync(
        Invocation invocation,
        IAsyncEnumerable<JobEvent> events,
        RunReport report,
        CancellationToken cancellationToken,
        FollowedRun? follow = null)
    {
        var isDone = false;
        try
        {
            await foreach (var e in events) report.Apply(e);
            isDone = true;
            return report.End();
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }
            && cancellationToken.IsCancellationRequested)
        {
            report.Close();
            isDone = true;
            invocation.Terminal.Say(Farewell(report.Job?.Jid, follow));
            return ExitCodes.Interrupted;
        }
        finally
        {
            // The document that was begun is closed whatever happened.
            if (!isDone && report.Job is not null) report.Close();
        }
    }

    private static string Farewell(string? jid, FollowedRun? follow) => string.IsNullOrEmpty(jid)
        ? "\nExiting gracefully on Ctrl-c\nWhether the job was submitted is not known; see: master-cli jobs active"
        : $"""

        Exiting gracefully on Ctrl-c
        This job's jid is: {jid}
        {Sentences.LookUp(jid)}
        {(follow is null ? "" : $"\nTo follow what it prints from here on:\n{follow.Hint(jid)}\n")}
        The job goes on. To end it:

        master-cli jobs kill {jid}
        """;
}
