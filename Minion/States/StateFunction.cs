using Salt.Minion.Modules;

namespace Salt.Minion.States;

/// <summary>A state module's function: its one declaration.</summary>
internal sealed record StateFunction
{
    /// <summary>That a module can react to what its states watch, and how.</summary>
    public const string Watch = "mod_watch";

    /// <summary><c>module.function</c></summary>
    public required string Name { get; init; }

    /// <summary>First line says what it does.</summary>
    public required string Doc { get; init; }

    /// <summary>Those that the engine does not take for itself; one that is declared here is passed on all the same.</summary>
    public required IReadOnlyList<FunctionArgument> Arguments { get; init; }

    public required Func<StateCall, CancellationToken, ValueTask<StateResult>> Run { get; init; }

    /// <summary>It is called by the engine alone.</summary>
    public bool IsWatcher => Name.EndsWith("." + Watch, StringComparison.Ordinal);

    /// <summary>The function that arguments are checked against.</summary>
    public Function Declaration => new() { Name = Name, Doc = Doc, Example = "", RunsAs = RunsAs.Worker, Arguments = Arguments };
}
