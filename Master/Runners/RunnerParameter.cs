namespace Salt.Master.Runners;

/// <summary>An argument of a <see cref="RunnerFunction"/>.</summary>
/// <param name="Name">Salt's name for it, as in <c>search_function=cmd.run</c>.</param>
/// <param name="Doc">One line.</param>
internal sealed record RunnerParameter(string Name, string Doc)
{
    /// <summary>It has to be given, by its place or by its name.</summary>
    public bool IsRequired { get; init; }

    /// <summary>It may be given by its place, behind the required ones.</summary>
    public bool IsPositional { get; init; }

    /// <summary>In Salt's words, for the documentation.</summary>
    public string Default { get; init; } = "None";

    /// <summary>Whether Salt has it. What it has not, the documentation does not name: an option of <c>master-cli</c> sets it.</summary>
    public bool IsSalts { get; init; } = true;

    /// <summary>The values that it can have here; empty: any.</summary>
    public IReadOnlyList<string> Possible { get; init; } = [];

    /// <summary>Why another value than <see cref="Possible"/> is refused, and what to do instead.</summary>
    public string Refusal { get; init; } = "";
}
