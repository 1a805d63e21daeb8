using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules;

/// <summary>Several functions in one job: <c>fun</c> is their names joined by commas, <c>arg</c> a list of arguments for
/// each, keyword arguments as a marked map at its end. They run one after the other, whatever each of them comes to.</summary>
internal static class CompoundCall
{
    private const char Separator = ',';
    private const string Keywords = "__kwarg__";

    public static bool IsNamed(string fun) => fun.Contains(Separator);

    /// <summary>The functions' names, in order.</summary>
    public static string[] Names(string fun) => fun.Split(Separator);

    /// <summary>Makes one call of them. In the daemon if all of them are the daemon's, else in a worker, which runs the
    /// <see cref="FunctionCall.Parts"/>.</summary>
    /// <exception cref="RefusedException">One of them is unknown, named twice, or its arguments do not fit.</exception>
    public static FunctionCall Bind(string fun, Jid jid, string user, JobOrigin origin, IMinionContext minion)
    {
        var names = Names(fun);
        if (names.GroupBy(name => name).FirstOrDefault(alike => alike.Count() > 1) is { } twice)
        {
            throw new RefusedException($"ERROR: '{twice.Key}' is named twice: the returns of a job are kept by function");
        }

        var functions = names.Select(minion.Functions.Get).ToList();
        if (origin.Arg.Count != names.Length || origin.Kwarg.Count > 0 || origin.Arg.Any(list => list is not JsonArray))
        {
            throw new RefusedException($"ERROR executing '{fun}': it takes a list of arguments for each of the {names.Length} functions");
        }

        var whole = new Function
        {
            Name = fun,
            Doc = "",
            Example = "",
            RunsAs = functions.TrueForAll(function => function.RunsAs == RunsAs.Daemon) ? RunsAs.Daemon : RunsAs.Worker,
            Run = RunAsync,
        };
        var call = new FunctionCall(whole, ArgumentBinder.Bind(whole, [], []), jid, user, origin, minion);
        return call with { Parts = [.. functions.Zip(origin.Arg, (function, list) => Part(call, function, list!.AsArray()))] };
    }

    /// <summary>Runs the parts in order.</summary>
    /// <param name="one">Runs one of them, by its number.</param>
    /// <param name="tell">Told what there is after each.</param>
    /// <returns>Their returns by function, and the first return code that is not zero.</returns>
    public static async ValueTask<Outcome> RunAsync(
        FunctionCall whole, Func<FunctionCall, int, ValueTask<Outcome>> one, Action<Outcome> tell)
    {
        var outcome = new Outcome(new JsonObject());
        for (var number = 0; number < whole.Parts.Count; number++)
        {
            outcome = With(outcome, whole.Parts[number].Function.Name, await OneAsync(whole.Parts[number], number, one));
            tell(outcome);
        }

        return outcome;
    }

    /// <summary>The outcome so far, and what one more function came to.</summary>
    public static Outcome With(Outcome soFar, string function, Outcome part)
    {
        var returns = soFar.Return!.DeepClone().AsObject();
        returns[function] = part.Return?.DeepClone();
        return soFar.Retcode != 0 || part.Retcode == 0
            ? soFar with { Return = returns }
            : new Outcome(returns, part.Retcode, $"{function} ended with return code {part.Retcode}");
    }

    private static ValueTask<Outcome> RunAsync(FunctionCall whole, CancellationToken cancellation) =>
        RunAsync(whole, (part, _) => FunctionInvoker.InvokeAsync(part, cancellation), _ => { });

    // The others are under way: that one cannot start is its own failure now.
    private static async ValueTask<Outcome> OneAsync(FunctionCall part, int number, Func<FunctionCall, int, ValueTask<Outcome>> one)
    {
        try
        {
            return await one(part, number);
        }
        catch (RefusedException e)
        {
            return new Outcome(e.Message, e.Retcode == 0 ? 1 : e.Retcode);
        }
    }

    private static FunctionCall Part(FunctionCall whole, Function function, JsonArray list)
    {
        var last = list.Count > 0 && list[^1] is JsonObject map && IsMarked(map) ? map : null;
        var arg = new JsonArray([.. list.Take(list.Count - (last is null ? 0 : 1)).Select(value => value?.DeepClone())]);
        var kwarg = new JsonObject((last ?? []).Where(pair => pair.Key != Keywords).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        return whole with
        {
            Function = function,
            Arguments = ArgumentBinder.Bind(function, arg, kwarg),
            Origin = whole.Origin with { Arg = arg, Kwarg = kwarg },
        };
    }

    private static bool IsMarked(JsonObject map) => map[Keywords]?.GetValueKind() == JsonValueKind.True;
}
