using Salt.Cli.Completion;

namespace Salt.Cli.Frame;

/// <summary>An option of a verb.</summary>
/// <param name="names">Its spellings, the one for messages last: <c>-t</c>, <c>--timeout</c>.</param>
/// <param name="value">What its value is called in help; null for a flag, which has none.</param>
/// <param name="help">One line.</param>
internal sealed class Option(string[] names, string? value, string help)
{
    public Option(string name, string help)
        : this([name], null, help)
    {
    }

    public IReadOnlyList<string> Names { get; } = names;

    public string? Value { get; } = value;

    public string Help { get; } = help;

    public string Name => Names[^1];

    /// <summary>The spellings that help and completion name; the others are Salt's, for those who know them.</summary>
    public IEnumerable<string> Shown => Names.Skip(Unshown);

    /// <summary>So many of the first spellings are not shown.</summary>
    public int Unshown { get; init; }

    /// <summary>What completion offers for its value; null: nothing.</summary>
    public ValueSource? Values { get; init; }

    /// <summary>Understood, and left out of help and completion: it leads to a sentence that says what to do instead.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Set where it shares a spelling with another option: whether the word behind it is a value of this one, which
    /// decides which of the two is meant.</summary>
    public Func<string, bool>? Fits { get; init; }
}
