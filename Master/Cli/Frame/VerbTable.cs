using Salt.Cli.Status;

namespace Salt.Cli.Frame;

/// <summary>Every verb by its name. A declaration is made only when it is asked for: start-up pays for one verb.</summary>
internal static class VerbTable
{
    // In help's order. A name without a word is a verb by itself, one with a word belongs to a group.
    private static readonly (string Group, string? Word)[] Names =
    [
        ("status", null),
    ];

    public static IEnumerable<Verb> All => Names.Select(name => Find(name.Group, name.Word)!);

    public static bool IsGroup(string word) => Array.Exists(Names, name => name.Group == word && name.Word is not null);

    public static IEnumerable<string> WordsOf(string group) =>
        Names.Where(name => name.Group == group).Select(name => name.Word!);

    /// <param name="word">The second word, where <paramref name="group"/> is a group. Salt's own names are known too.</param>
    public static Verb? Find(string group, string? word) => (group, word) switch
    {
        ("status", _) => StatusVerb.Declare(),
        _ => null,
    };
}
