using Grpc.Core;
using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Cli.Completion;

/// <summary><c>complete</c>, which the scripts call: a candidate on each line, a tab and what it is. Whatever goes wrong, it
/// says nothing: somebody is in the middle of typing.</summary>
internal static class CompleteVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    public static Verb Declare() => new("complete", [new("SHELL"), new("WORD") { IsMany = true }], "what a word can be", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var operands = invocation.Words.Operands;
        if (operands.Count == 0) return ExitCodes.Usage;
        var isBash = operands[0] == "bash";
        // The program's own name is bash's first word; the other shells leave it out.
        var line = isBash ? [.. TypedLine.Split(string.Concat(operands.Skip(1))).Skip(1)] : operands.Skip(1).ToList();
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            foreach (var candidate in await Completer.CompleteAsync(line, both.Token))
            {
                var text = isBash ? TypedLine.BehindBreak(candidate.Text, line[^1]) : candidate.Text;
                invocation.Terminal.Out.WriteLine($"{text}\t{candidate.Help}");
            }

            return ExitCodes.Success;
        }
        catch (Exception e) when (e is SaltException or RpcException or OperationCanceledException)
        {
            // No master, or a slow one: there is nothing to offer.
            return ExitCodes.Success;
        }
    }
}
