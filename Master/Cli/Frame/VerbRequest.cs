using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>Which verb a command line asks for. No verb: it asks for help.</summary>
/// <param name="Words">The common options before the verb's name, then everything behind it.</param>
internal sealed record VerbRequest(Verb? Verb, IReadOnlyList<string> Words)
{
    /// <exception cref="SaltException">There is no such verb.</exception>
    public static VerbRequest Read(IReadOnlyList<string> args)
    {
        var first = NextWord(args, 0);
        if (first == args.Count || args[first] is "help" or "-h" or "--help") return new VerbRequest(null, args);

        var group = args[first];
        if (!VerbTable.IsGroup(group))
        {
            var verb = VerbTable.Find(group, null)
                ?? throw new SaltException(Failure.BadRequest, $"no such verb: '{group}'; master-cli --help lists them");
            return new VerbRequest(verb, Without(args, first));
        }

        var second = NextWord(args, first + 1);
        var word = second < args.Count ? args[second] : null;
        var found = VerbTable.Find(group, word) ?? throw new SaltException(
            Failure.BadRequest,
            $"{group} goes with one of {string.Join(", ", VerbTable.WordsOf(group))}{(word is null ? "" : $", not with '{word}'")}");
        return new VerbRequest(found, Without(args, first, second));
    }

    // The first word from here on that is neither a common option nor such an option's value.
    private static int NextWord(IReadOnlyList<string> args, int index)
    {
        while (index < args.Count && args[index].StartsWith('-') && args[index] is not ("-h" or "--help"))
        {
            var option = CommonOptions.All.FirstOrDefault(option => option.Names.Contains(args[index]));
            index += option?.Value is null ? 1 : 2;
        }

        return Math.Min(index, args.Count);
    }

    private static List<string> Without(IReadOnlyList<string> args, params int[] indexes) =>
        [.. args.Where((_, index) => !indexes.Contains(index))];
}
