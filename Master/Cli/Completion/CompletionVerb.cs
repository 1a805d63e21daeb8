using Salt.Cli.Frame;
using Salt.Shared.Errors;

namespace Salt.Cli.Completion;

/// <summary><c>completion</c>: the script that a shell reads once.</summary>
internal static class CompletionVerb
{
    public static Verb Declare() => new(
        "completion",
        [new("SHELL", "bash, zsh or fish") { Values = ValueSources.Shells }],
        "print the script that lets a shell complete verbs, options, minions, functions and jids",
        [],
        RunAsync);

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var shell = invocation.Words.Single("SHELL");
        var script = CompletionScripts.Of(shell) ?? throw new SaltException(
            Failure.BadRequest, $"there is no completion for '{shell}', but for {string.Join(", ", CompletionScripts.Shells)}");
        invocation.Terminal.Out.WriteLine(script);
        return Task.FromResult(ExitCodes.Success);
    }
}
