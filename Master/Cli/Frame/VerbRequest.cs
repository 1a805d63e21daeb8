using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>Which verb a command line asks for. No verb: it asks for help.</summary>
/// <param name="Words">The common options before the verb's name, then everything behind it.</param>
internal sealed record VerbRequest(Verb? Verb, IReadOnlyList<string> Words)
{
    /// <exception cref="SaltException">There is no such verb.</exception>
    public static VerbRequest Read(IReadOnlyList<string> args)
    {
        var start = StartOfVerb(args);
        if (start == args.Count || args[start] is "help" or "-h" or "--help") return new VerbRequest(null, args);

        var group = args[start];
        if (!VerbTable.IsGroup(group))
        {
            var verb = VerbTable.Find(group, null)
                ?? throw new SaltException(Failure.BadRequest, $"no such verb: '{group}'; master-cli --help lists them");
            return new VerbRequest(verb, [.. args.Take(start), .. args.Skip(start + 1)]);
        }

        var word = start + 1 < args.Count ? args[start + 1] : null;
        var second = VerbTable.Find(group, word) ?? throw new SaltException(
            Failure.BadRequest,
            $"{(word is null ? $"{group} what" : $"no such verb: '{group} {word}'")}? " +
            $"There is {string.Join(", ", VerbTable.WordsOf(group))}");
        return new VerbRequest(second, [.. args.Take(start), .. args.Skip(start + 2)]);
    }

    // The verb is the first word that is neither a common option nor such an option's value.
    private static int StartOfVerb(IReadOnlyList<string> args)
    {
        var index = 0;
        while (index < args.Count && args[index].StartsWith('-') && args[index] is not ("-h" or "--help"))
        {
            var option = CommonOptions.All.FirstOrDefault(option => option.Names.Contains(args[index]));
            index += option?.Value is null ? 1 : 2;
        }

        return Math.Min(index, args.Count);
    }
}
