using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary><c>run</c>: a function on minions.</summary>
internal static class RunVerb
{
    // TARGET and FUN; what follows is the function's.
    private const int OwnOperands = 2;

    public static Verb Declare() =>
        new("run", "TARGET FUN [ARG...] [KEY=VALUE...]", "run a function on minions", RunOptions.All, RunAsync)
        {
            FreeAfter = OwnOperands,
        };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        if (words.Has(RunOptions.Documentation))
            return await Documentation.PrintAsync(invocation, cancellationToken);
        var request = RunRequests.Of(words);
        var outputter = invocation.OpenOutputter();
        if (request.SubmitOnly) return await Submission.PrintAsync(invocation, outputter, request, cancellationToken);
        var display = RunOptions.DisplayOf(words);
        if (request.AcceptOnly)
        {
            var started = new RunReport(outputter, invocation.Terminal, display with { ShowJid = true });
            return await WaitAsync(invocation, StartedRecords.OfAsync(EventsOf(invocation, request, cancellationToken)), started, cancellationToken);
        }

        var report = new RunReport(outputter, invocation.Terminal, display);
        if (words.NumberOf(RunOptions.Poll) is not { } seconds) return await WaitAsync(invocation, request, report, cancellationToken);
        var poll = new Poll(report, invocation.Terminal, TimeProvider.System);
        var polled = poll.WatchAsync(EventsOf(invocation, request, cancellationToken), TimeSpan.FromSeconds(seconds));
        return await WaitAsync(invocation, polled, report, cancellationToken);
    }

    private static IAsyncEnumerable<JobEvent> EventsOf(Invocation invocation, RunRequest request, CancellationToken cancellationToken) =>
        new JobStream(invocation, TimeProvider.System).RunAsync(request, cancellationToken);

    /// <summary>Submits a job and reports it to its end.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> WaitAsync(
        Invocation invocation, RunRequest request, RunReport report, CancellationToken cancellationToken) =>
        WaitAsync(invocation, EventsOf(invocation, request, cancellationToken), report, cancellationToken);

    private static async Task<int> WaitAsync(
        Invocation invocation, IAsyncEnumerable<JobEvent> events, RunReport report, CancellationToken cancellationToken)
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
            invocation.Terminal.Say(Farewell(report.Job?.Jid));
            return ExitCodes.Interrupted;
        }
        finally
        {
            // The document that was begun is closed whatever happened.
            if (!isDone && report.Job is not null) report.Close();
        }
    }

    private static string Farewell(string? jid) => string.IsNullOrEmpty(jid)
        ? "\nExiting gracefully on Ctrl-c\nWhether the job was submitted is not known; see: master-cli jobs active"
        : $"""

        Exiting gracefully on Ctrl-c
        This job's jid is: {jid}
        {Sentences.LookUp(jid)}

        The job goes on. To end it:

        master-cli jobs kill {jid}
        """;
}
