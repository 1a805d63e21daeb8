using System.Text.Json.Nodes;
using Salt.Shared.Jobs;

namespace Salt.Minion.Modules;

/// <summary>One call of a function: its bound arguments and what it may see of the minion.</summary>
/// <param name="Jid">Of the job; a local call has one too.</param>
/// <param name="User">Who asked.</param>
public sealed record FunctionCall(
    Function Function,
    BoundArguments Arguments,
    Jid Jid,
    string User,
    JobOrigin Origin,
    IMinionContext Minion)
{
    /// <summary>A function that calls itself, by a template that it renders, would have no end.</summary>
    private const int MostNested = 16;

    /// <summary>On behalf of how many other calls, one inside the other, it is made.</summary>
    public int Nesting { get; private init; }

    /// <summary>The calls that this one consists of, in order; none: it is one function's.</summary>
    public IReadOnlyList<FunctionCall> Parts { get; init; } = [];

    /// <summary>Takes what there is so far, of a function that comes to its return bit by bit: if it is ended before, that is its
    /// return.</summary>
    public Action<Outcome> Tell { get; init; } = _ => { };

    /// <summary>The call of another function on behalf of this one.</summary>
    /// <exception cref="RefusedException">There is no such function, its arguments do not fit, or calls are nested too deeply.</exception>
    public FunctionCall Other(string fun, JsonArray arg, JsonObject kwarg)
    {
        if (Nesting == MostNested) throw new RefusedException($"ERROR: {fun} is called by a function that is called by another, {MostNested} times over: does a template call what renders it?");
        var function = Minion.Functions.Get(fun);
        return new FunctionCall(function, ArgumentBinder.Bind(function, arg, kwarg), Jid, User, Origin with { Arg = arg, Kwarg = kwarg }, Minion) { Nesting = Nesting + 1 };
    }
}
