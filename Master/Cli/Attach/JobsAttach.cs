using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Cli.Attach;

/// <summary><c>jobs attach</c>: what a job printed and prints, byte by byte where it is one minion's.</summary>
internal static class JobsAttach
{
    public static Verb Declare() => new(
        "jobs attach", [Operand.Jid], "what a job prints, from its beginning to its end", [AttachRequests.Minion, AttachRequests.From], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = AttachRequests.Of(invocation.Words);
        var places = new OutputPlaces(new OutputOffsets(request.StdoutFrom, request.StderrFrom));
        var pieces = new AttachStream(invocation, places, isQuiet: false, TimeProvider.System);
        OutputPrinter? printer = null;
        try
        {
            var states = new List<JobState>();
            await foreach (var piece in pieces.RunAsync(request, cancellationToken))
            {
                if (piece.Attached is { } attached)
                    printer = new OutputPrinter(invocation.Terminal, places, attached.Minions.Count > 1, invocation.IsColoured);
                printer?.Print(piece);
                if (piece.End is not { } end) continue;
                states.Add(JobStates.Parse(end.Target.State));
                if (states[^1] != JobState.Succeeded) invocation.Terminal.Say($"{end.Target.Minion}: {Sentences.Ended(end.Target)}");
            }

            return RunExit.Of(states);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }
            && cancellationToken.IsCancellationRequested)
        {
            printer?.Flush();
            invocation.Terminal.Say($"\nThe job goes on. To attach again:\n{AttachHint.For(request.Jid, places, pieces.Open)}");
            return ExitCodes.Interrupted;
        }
    }
}
