using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>Which verb a command line asks for. No verb: it asks for help, of a group or of the whole program.</summary>
/// <param name="Words">The common options before the verb's name, then everything behind it.</param>
/// <param name="Group">Without a verb: the group whose verbs are asked for.</param>
internal sealed record VerbRequest(Verb? Verb, IReadOnlyList<string> Words, string? Group = null)
{
    /// <summary>Whether it is the version that is asked for, before any verb.</summary>
    public bool AsksForVersion => Verb is null && Words.Contains(CommonOptions.Version.Name);

    /// <exception cref="SaltException">There is no such verb.</exception>
    public static VerbRequest Read(IReadOnlyList<string> args)
    {
        var first = NextWord(args, 0);
        if (first == args.Count || AsksForHelp(args[first])) return OfHelp([.. WordsFrom(args, first + 1)], args);

        var group = args[first];
        if (!VerbTable.IsGroup(group))
        {
            var verb = VerbTable.Find(group, null) ?? throw new SaltException(
                Failure.BadRequest,
                $"no such verb: '{group}'{Suggestions.Text(group, VerbTable.TopLevel)}; master-cli --help lists them");
            return new VerbRequest(verb, Without(args, first));
        }

        var second = NextWord(args, first + 1);
        var word = second < args.Count ? args[second] : null;
        if (word is not null && AsksForHelp(word) || args.Contains(CommonOptions.Version.Name)) return new VerbRequest(null, args, group);
        return new VerbRequest(FindIn(group, word), Without(args, first, second));
    }

    // `help`, `help run`, `help jobs`, `help jobs list`.
    private static VerbRequest OfHelp(IReadOnlyList<string> about, IReadOnlyList<string> args) => about switch
    {
        [] => new VerbRequest(null, args),
        [var group] when VerbTable.IsGroup(group) => new VerbRequest(null, args, group),
        [var group, ..] when VerbTable.IsGroup(group) => new VerbRequest(FindIn(group, about[1]), [CommonOptions.Help.Name]),
        [var name, ..] when VerbTable.Find(name, null) is { } verb => new VerbRequest(verb, [CommonOptions.Help.Name]),
        [var name, ..] => throw new SaltException(
            Failure.BadRequest, $"no such verb: '{name}'{Suggestions.Text(name, VerbTable.TopLevel)}; master-cli --help lists them"),
    };

    private static Verb FindIn(string group, string? word) => VerbTable.Find(group, word) ?? throw new SaltException(
        Failure.BadRequest,
        $"{group} goes with one of {string.Join(", ", VerbTable.WordsOf(group))}{(word is null ? "" : $", not with '{word}'{Suggestions.Text(word, VerbTable.WordsOf(group))}")}");

    private static bool AsksForHelp(string word) => word == "help" || CommonOptions.Help.Names.Contains(word);

    // The first word from here on that is neither a common option nor such an option's value.
    private static int NextWord(IReadOnlyList<string> args, int index)
    {
        while (index < args.Count && args[index].StartsWith('-') && !AsksForHelp(args[index]))
        {
            var option = CommonOptions.All.FirstOrDefault(option => option.Names.Contains(args[index]));
            index += option?.Value is null ? 1 : 2;
        }

        return Math.Min(index, args.Count);
    }

    private static IEnumerable<string> WordsFrom(IReadOnlyList<string> args, int index)
    {
        for (index = NextWord(args, index); index < args.Count; index = NextWord(args, index + 1))
        {
            if (!args[index].StartsWith('-')) yield return args[index];
        }
    }

    private static List<string> Without(IReadOnlyList<string> args, params int[] indexes) =>
        [.. args.Where((_, index) => !indexes.Contains(index))];
}
