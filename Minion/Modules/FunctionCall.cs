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
    /// <summary>The calls that this one consists of, in order; none: it is one function's.</summary>
    public IReadOnlyList<FunctionCall> Parts { get; init; } = [];

    /// <summary>Takes what there is so far, of a function that comes to its return bit by bit: if it is ended before, that is its
    /// return.</summary>
    public Action<Outcome> Tell { get; init; } = _ => { };

    /// <summary>The call of another function on behalf of this one.</summary>
    /// <exception cref="RefusedException">There is no such function, or its arguments do not fit.</exception>
    public FunctionCall Other(string fun, JsonArray arg, JsonObject kwarg)
    {
        var function = Minion.Functions.Get(fun);
        return new FunctionCall(function, ArgumentBinder.Bind(function, arg, kwarg), Jid, User, Origin with { Arg = arg, Kwarg = kwarg }, Minion);
    }
}
