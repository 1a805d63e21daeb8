using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>Tells options from operands, as Salt does: options may stand anywhere, <c>--</c> ends them.</summary>
internal static class WordParser
{
    /// <param name="options">The options known here.</param>
    /// <param name="freeAfter">Behind this many operands (a function's name, say) an unknown word with one dash is an
    /// operand too; an unknown <c>--word</c> never is, for it is more likely one of ours misspelt.</param>
    /// <exception cref="SaltException">An option is unknown, lacks its value, or has one that it does not take.</exception>
    public static Words Parse(IEnumerable<string> words, IReadOnlyCollection<Option> options, int freeAfter = int.MaxValue)
    {
        var operands = new List<string>();
        var given = new Dictionary<Option, string>();
        using var rest = words.GetEnumerator();
        while (rest.MoveNext())
        {
            var word = rest.Current;
            if (word == "--")
            {
                while (rest.MoveNext()) operands.Add(rest.Current);
            }
            else if (!LooksLikeOption(word))
            {
                operands.Add(word);
            }
            else if (Find(word, options) is var (option, attached))
            {
                given[option] = ValueOf(option, attached, rest);
            }
            else if (operands.Count >= freeAfter && !word.StartsWith("--", StringComparison.Ordinal))
            {
                operands.Add(word);
            }
            else
            {
                var hint = operands.Count >= freeAfter ? "; to hand it to the function, write -- before it" : "";
                throw new SaltException(Failure.BadRequest, $"no such option: {word}{hint}");
            }
        }

        return new Words(operands, given);
    }

    // "-" alone is a word, and so is a negative number.
    private static bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.';

    // `--out=json` and `-t5` carry their value with them.
    private static (Option Option, string? Attached)? Find(string word, IReadOnlyCollection<Option> options)
    {
        foreach (var option in options)
        {
            foreach (var name in option.Names)
            {
                if (word == name) return (option, null);
                if (!word.StartsWith(name, StringComparison.Ordinal)) continue;
                if (word[name.Length] == '=') return (option, word[(name.Length + 1)..]);
                if (name.Length == 2 && option.Value is not null) return (option, word[2..]);
            }
        }

        return null;
    }

    private static string ValueOf(Option option, string? attached, IEnumerator<string> rest)
    {
        if (option.Value is null)
        {
            return attached is null
                ? ""
                : throw new SaltException(Failure.BadRequest, $"{option.Name} takes no value");
        }

        if (attached is not null) return attached;
        return rest.MoveNext()
            ? rest.Current
            : throw new SaltException(Failure.BadRequest, $"{option.Name} needs a value: {option.Name} {option.Value}");
    }
}
