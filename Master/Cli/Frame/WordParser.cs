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
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            if (word == "--")
            {
                while (rest.TryDequeue(out var operand)) operands.Add(operand);
            }
            else if (!LooksLikeOption(word))
            {
                operands.Add(word);
            }
            else if (Find(word, rest, options) is var (option, attached))
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

    // Of two options with one spelling it is the one that the value fits, then the one that needs none; the one that it
    // does not fit will say so.
    private static (Option Option, string? Attached)? Find(string word, Queue<string> rest, IReadOnlyCollection<Option> options)
    {
        (Option Option, string? Attached)? other = null;
        foreach (var option in options)
        {
            if (!IsMeant(word, option, out var attached)) continue;
            if (option.Value is not null && (attached ?? Next(rest)) is { } value && option.Fits?.Invoke(value) is not false) return (option, attached);
            if (other is null || option.Value is null) other = (option, attached);
        }

        return other;
    }

    // `--out=json` and `-t5` carry their value with them.
    private static bool IsMeant(string word, Option option, out string? attached)
    {
        attached = null;
        foreach (var name in option.Names)
        {
            if (word == name) return true;
            if (!word.StartsWith(name, StringComparison.Ordinal)) continue;
            if (word[name.Length] == '=') attached = word[(name.Length + 1)..];
            else if (name.Length == 2 && option.Value is not null) attached = word[2..];
            if (attached is not null) return true;
        }

        return false;
    }

    private static string? Next(Queue<string> rest) => rest.TryPeek(out var next) ? next : null;

    private static string ValueOf(Option option, string? attached, Queue<string> rest)
    {
        if (option.Value is null)
        {
            return attached is null
                ? ""
                : throw new SaltException(Failure.BadRequest, $"{option.Name} takes no value");
        }

        if (attached is not null) return attached;
        return rest.TryDequeue(out var value)
            ? value
            : throw new SaltException(Failure.BadRequest, $"{option.Name} needs a value: {option.Name} {option.Value}");
    }
}
