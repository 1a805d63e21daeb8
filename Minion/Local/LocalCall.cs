using Salt.Minion.Modules;
using Salt.Shared.Jobs;
using Salt.Shared.Values;

namespace Salt.Minion.Local;

/// <summary>Runs one function in this process, or its program below it.</summary>
internal sealed class LocalCall(IMinionContext minion, LocalProcess processes)
{
    // What Salt publishes as the target of a call that had none.
    private const string Target = "salt-call";

    /// <param name="words">The function's arguments as they were typed.</param>
    /// <exception cref="RefusedException">It could not start.</exception>
    public async ValueTask<Outcome> RunAsync(string fun, IEnumerable<string> words, CancellationToken cancellation)
    {
        var function = minion.Functions.Get(fun);
        var typed = CommandLineArguments.Parse(words);
        var call = new FunctionCall(
            function,
            ArgumentBinder.Bind(function, typed.Arg, typed.Kwarg),
            Jid.At(minion.Clock.GetUtcNow()),
            User(),
            new JobOrigin(typed.Arg, typed.Kwarg, Target, "glob"),
            minion);
        return function.Plan is { } plan
            ? function.Finish!(call, await processes.RunAsync(call.Jid, plan(call), cancellation))
            : await FunctionInvoker.InvokeAsync(call, cancellation);
    }

    private static string User() =>
        Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } caller ? $"sudo_{caller}" : Environment.UserName;
}
