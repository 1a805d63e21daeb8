namespace Salt.Master.Runners;

/// <summary>A runner function: its one declaration. Lists of them are plain code, found without reflection.</summary>
internal sealed record RunnerFunction
{
    /// <summary><c>module.function</c></summary>
    public required string Name { get; init; }

    /// <summary>What it does, in one line.</summary>
    public required string Doc { get; init; }

    /// <summary>In Salt's order.</summary>
    public IReadOnlyList<RunnerParameter> Parameters { get; init; } = [];

    /// <summary>Nothing is changed by it: a verb of <c>master-cli</c> may ask it without a run on record.</summary>
    public bool OnlyReads { get; init; } = true;

    /// <summary>The answer may hold secrets: it is for the caller alone, and neither kept in the history nor told to the event bus.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>How long a run may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads the arguments, and gives the work that they ask for. What is wrong with them is a
    /// <see cref="Shared.Errors.SaltException"/>, and nothing has been done.</summary>
    public required Func<RunnerArguments, Func<CancellationToken, Task<RunnerAnswer>>> Plan { get; init; }

    /// <summary>One line: <c>jobs.lookup_jid JID [missing=False]</c>.</summary>
    public string Usage => string.Join(' ', Parameters
        .Where(parameter => parameter.IsSalts)
        .Select(parameter => parameter.IsRequired ? parameter.Name.ToUpperInvariant() : $"[{parameter.Name}={parameter.Default}]")
        .Prepend(Name));
}
