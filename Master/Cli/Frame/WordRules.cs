using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>Tells options from operands where System.CommandLine goes by other rules than Salt: options may stand anywhere,
/// <c>--</c> ends them, and behind a function's name an unknown word with one dash is the function's.</summary>
/// <param name="options">The options known here.</param>
/// <param name="freeAfter">Behind this many operands (a function's name, say) an unknown word with one dash is an
/// operand too; an unknown <c>--word</c> never is, for it is more likely one of ours misspelt.</param>
/// <param name="isTolerant">Faults are passed over: the line is not finished.</param>
internal sealed class WordRules(IReadOnlyCollection<Option> options, int freeAfter, bool isTolerant = false)
{
    private readonly List<string> _operands = [];
    private readonly List<(Option Option, string? Value)> _given = [];

    public IReadOnlyList<string> Operands => _operands;

    /// <summary>In the order of the line; no value: a flag.</summary>
    public IReadOnlyList<(Option Option, string? Value)> Given => _given;

    /// <summary>The option at the end of the line that its value is missing for.</summary>
    public Option? Open { get; private set; }

    /// <summary>Whether <c>--</c> ended the options.</summary>
    public bool IsEnded { get; private set; }

    /// <exception cref="SaltException">An option is unknown, lacks its value, or has one that it does not take.</exception>
    public WordRules Read(IEnumerable<string> words)
    {
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            if (word == "--")
            {
                IsEnded = true;
                while (rest.TryDequeue(out var operand)) _operands.Add(operand);
            }
            else if (!LooksLikeOption(word))
            {
                _operands.Add(word);
            }
            else if (Find(word, rest) is var (option, attached))
            {
                Take(option, attached, rest);
            }
            else if (_operands.Count >= freeAfter && !word.StartsWith("--", StringComparison.Ordinal))
            {
                _operands.Add(word);
            }
            else if (!isTolerant)
            {
                var meant = Suggestions.Text(word.Split('=', 2)[0], options);
                var hint = _operands.Count >= freeAfter ? "; to hand it to the function, write -- before it" : "";
                throw new SaltException(Failure.BadRequest, $"no such option: {word}{meant}{hint}");
            }
        }

        return this;
    }

    // "-" alone is a word, and so is a negative number that is no option here.
    private bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && ((!char.IsAsciiDigit(word[1]) && word[1] != '.') || options.Any(option => option.Names.Contains(word)));

    // Of two options with one spelling it is the one that the value fits, then the one that needs none; the one that it
    // does not fit will say so.
    private (Option Option, string? Attached)? Find(string word, Queue<string> rest)
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

    // `--out=json` and `-t5` carry their value with them. Behind the function's name a word such as `-tla` is the
    // function's, so that only a number can be such a value there.
    private bool IsMeant(string word, Option option, out string? attached)
    {
        attached = null;
        foreach (var name in option.Names)
        {
            if (word == name) return true;
            if (!word.StartsWith(name, StringComparison.Ordinal)) continue;
            if (word[name.Length] == '=') attached = word[(name.Length + 1)..];
            else if (name.Length == 2 && option.Value is not null && (_operands.Count < freeAfter || char.IsAsciiDigit(word[2]))) attached = word[2..];
            if (attached is not null) return true;
        }

        return false;
    }

    private void Take(Option option, string? attached, Queue<string> rest)
    {
        if (option.Value is null)
        {
            if (attached is null || isTolerant) _given.Add((option, null));
            else throw new SaltException(Failure.BadRequest, $"{option.Name} takes no value");
            return;
        }

        if (attached is null && rest.TryPeek(out var next) && !IsSpelling(next)) attached = rest.Dequeue();
        if (attached is not null) _given.Add((option, attached));
        else if (!isTolerant) throw new SaltException(Failure.BadRequest, $"{option.Name} needs a value: {option.Name} {option.Value}");
        else if (rest.Count == 0) Open = option;
    }

    // A value is whatever follows, but for an option of ours: then the value was forgotten.
    private bool IsSpelling(string word) => LooksLikeOption(word) && options.Any(option => option.Names.Contains(word));

    private static string? Next(Queue<string> rest) => rest.TryPeek(out var next) ? next : null;
}
