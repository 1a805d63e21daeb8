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
}
