using Salt.Cli.Completion;

namespace Salt.Cli.Frame;

/// <summary>An argument of a <see cref="Function"/>.</summary>
/// <param name="Name">Salt's name for it, as in <c>search_function=cmd.run</c>.</param>
/// <param name="Help">One line.</param>
internal sealed record Parameter(string Name, string Help)
{
    /// <summary>It has to be given, and may be given by its place alone.</summary>
    public bool IsRequired { get; init; }

    /// <summary>It may be given by its place, behind the required ones.</summary>
    public bool IsPositional { get; init; }

    /// <summary>The same as an option of the verb; null where the verb has none.</summary>
    public Option? Option { get; init; }

    /// <summary>What completion offers for it as an operand of the verb; null: nothing.</summary>
    public ValueSource? Values { get; init; }
}
