using Salt.Minion.Modules;
using Salt.Shared.Jobs;
using Salt.Shared.Values;

namespace Salt.Minion.Local;

/// <summary>Runs one function in this process, its program below it, or in the daemon what is the daemon's.</summary>
internal sealed class LocalCall(IMinionContext minion)
{
    // What Salt publishes as the target of a call that had none.
    private const string Target = "salt-call";

    /// <param name="fun">One function, or several joined by commas.</param>
    /// <param name="words">The function's arguments as they were typed.</param>
    /// <exception cref="RefusedException">It could not start.</exception>
    /// <exception cref="Salt.Shared.Errors.SaltException">BadRequest: there are not arguments for each of several.</exception>
    public async ValueTask<Outcome> RunAsync(string fun, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var call = Bind(fun, words, Jid.At(minion.Clock.GetUtcNow()));
        return call.Parts.Count == 0
            ? await RunAsync(call, cancellation)
            : await CompoundCall.RunAsync(call, (part, _) => RunAsync(part, cancellation), _ => { });
    }

    private FunctionCall Bind(string fun, IReadOnlyList<string> words, Jid jid)
    {
        if (CompoundCall.IsNamed(fun))
        {
            var lists = CompoundArguments.Parse(fun, words, CompoundArguments.DefaultSeparator);
            return CompoundCall.Bind(fun, jid, User(), new JobOrigin(lists, [], Target, "glob"), minion);
        }

        var function = minion.Functions.Get(fun);
        var (arg, kwarg) = CommandLineArguments.Parse(words);
        var bound = ArgumentBinder.Bind(function, arg, kwarg);
        return new FunctionCall(function, bound, jid, User(), new JobOrigin(arg, kwarg, Target, "glob"), minion);
    }

    private ValueTask<Outcome> RunAsync(FunctionCall call, CancellationToken cancellation) =>
        minion.CallAsync(call, call.Function.Name, call.Origin.Arg, call.Origin.Kwarg, cancellation);

    private static string User() =>
        Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } caller ? $"sudo_{caller}" : Environment.UserName;
}
