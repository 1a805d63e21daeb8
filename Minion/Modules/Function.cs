namespace Salt.Minion.Modules;

/// <summary>An execution module's function: its one declaration. Lists of them are plain code, found without reflection.</summary>
public sealed record Function
{
    /// <summary><c>module.function</c></summary>
    public required string Name { get; init; }

    /// <summary>First line says what it does; the rest is what <c>sys.doc</c> shows, without the "CLI Example".</summary>
    public required string Doc { get; init; }

    /// <summary>A command line as a user would type it, for <c>sys.doc</c>.</summary>
    public required string Example { get; init; }

    public required RunsAs RunsAs { get; init; }

    public IReadOnlyList<FunctionArgument> Arguments { get; init; } = [];

    /// <summary>Daemon and Worker functions: the work itself.</summary>
    public Func<FunctionCall, CancellationToken, ValueTask<Outcome>>? Run { get; init; }

    /// <summary>Process functions: from the arguments to the program. A refusal is a <see cref="RefusedException"/>.</summary>
    public Func<FunctionCall, ProcessPlan>? Plan { get; init; }

    /// <summary>Process functions: fills in what a call's arguments leave open, such as templates, where the plan is
    /// <see cref="ProcessPlan.IsOpen"/>. It may take long, so the daemon has a worker do it. Null: nothing is ever open.</summary>
    public Func<FunctionCall, CancellationToken, ValueTask<FunctionCall>>? Complete { get; init; }

    /// <summary>Process functions: from the program's end to the return. Pure, given the call: a daemon that was
    /// restarted meanwhile calls it too.</summary>
    public Func<FunctionCall, ProcessEnd, Outcome>? Finish { get; init; }
}
