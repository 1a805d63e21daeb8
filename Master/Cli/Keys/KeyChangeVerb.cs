using Salt.Cli.Frame;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary>What <c>accept</c>, <c>reject</c> and <c>delete</c> differ in.</summary>
/// <param name="Done">The word for a key that it was done to.</param>
/// <param name="From">The sections whose keys it is for.</param>
/// <param name="AlsoFrom">The sections that an option adds.</param>
/// <param name="YesByDefault">What an empty answer to the prompt means.</param>
/// <param name="Result">The member of the JSON that lists the keys it was done to.</param>
internal sealed record KeyChangeVerb(
    ChangeKeysRequest.Types.Change Change,
    string Done,
    IReadOnlyList<KeySection> From,
    IReadOnlyDictionary<Option, KeySection> AlsoFrom,
    bool YesByDefault,
    string Result)
{
    private static readonly Option IncludeAccepted = new("--include-accepted", "also keys that are accepted");
    private static readonly Option IncludeRejected = new("--include-rejected", "also keys that are rejected");
    private static readonly Option IncludeDenied = new("--include-denied", "also keys that are denied; one that is accepted takes its id over");

    public static readonly KeyChangeVerb Accept = new(
        ChangeKeysRequest.Types.Change.Accept,
        "accepted",
        [KeySection.Pending],
        new Dictionary<Option, KeySection> { [IncludeRejected] = KeySection.Rejected, [IncludeDenied] = KeySection.Denied },
        YesByDefault: true,
        KeySection.Accepted.Folder);

    public static readonly KeyChangeVerb Reject = new(
        ChangeKeysRequest.Types.Change.Reject,
        "rejected",
        [KeySection.Pending],
        new Dictionary<Option, KeySection> { [IncludeAccepted] = KeySection.Accepted, [IncludeDenied] = KeySection.Denied },
        YesByDefault: true,
        KeySection.Rejected.Folder);

    public static readonly KeyChangeVerb Delete = new(
        ChangeKeysRequest.Types.Change.Delete,
        "deleted",
        KeySection.Minions,
        new Dictionary<Option, KeySection>(),
        YesByDefault: false,
        "deleted");

    public string Prompt => YesByDefault ? "Proceed? [n/Y] " : "Proceed? [N/y] ";

    /// <summary>The sections of one command line, in the order of a page.</summary>
    public IReadOnlyList<KeySection> Sections(Words words)
    {
        var added = AlsoFrom.Where(pair => words.Has(pair.Key)).Select(pair => pair.Value).ToList();
        return [.. KeySection.Minions.Where(section => From.Contains(section) || added.Contains(section))];
    }

    /// <summary>As Salt reads an answer: by its first letter.</summary>
    public bool IsYes(string answer) =>
        answer.Length == 0 ? YesByDefault : answer.StartsWith("y", StringComparison.OrdinalIgnoreCase);
}
