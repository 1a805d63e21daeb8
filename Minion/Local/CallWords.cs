using Salt.Shared.Errors;

namespace Salt.Minion.Local;

/// <summary>The words behind the verb <c>call</c>. Options may stand anywhere; <c>--</c> ends them, and behind the
/// function's name an unknown word with one dash is an argument.</summary>
internal sealed record CallWords
{
    public const string Usage =
        """
        salt-minion call FUN [ARG…] [KEY=VALUE…]   run a function here, without a master
          --out FORMAT            nested, highstate, json, jsonl, yaml, txt, raw, newline_values_only or quiet
          --retcode-passthrough   exit with the function's return code
          -d, --doc               print documentation: of everything, or of the named modules and functions
          --local                 do without the running daemon: its schedule, and the master's files
          --no-color, --force-color
          --root DIR, -c DIR      where the minion's files are
          -h, --help              this text
        """;

    public string? Root { get; private init; }

    public string? ConfigDir { get; private init; }

    /// <summary>Null: as the function's returns are usually shown.</summary>
    public string? Out { get; private init; }

    public bool Documents { get; private init; }

    public bool PassesRetcode { get; private init; }

    /// <summary>Null: as the terminal has it.</summary>
    public bool? Colours { get; private init; }

    public bool Help { get; private init; }

    /// <summary>Even where the daemon runs it is not asked.</summary>
    public bool WithoutDaemon { get; private init; }

    /// <summary>The function and its arguments as they were typed.</summary>
    public IReadOnlyList<string> Operands { get; private init; } = [];

    /// <param name="root">As given before the verb.</param>
    /// <exception cref="SaltException">BadRequest: an option is unknown or lacks its value.</exception>
    public static CallWords Parse(IReadOnlyList<string> words, string? root, string? configDir)
    {
        var parsed = new CallWords { Root = root, ConfigDir = configDir };
        var operands = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "--")
            {
                operands.AddRange(words.Skip(i + 1));
                break;
            }

            if (LooksLikeOption(words[i])) parsed = parsed.With(words, ref i, operands);
            else operands.Add(words[i]);
        }

        return parsed with { Operands = operands };
    }

    private CallWords With(IReadOnlyList<string> words, ref int i, List<string> operands)
    {
        var equals = words[i].StartsWith("--", StringComparison.Ordinal) ? words[i].IndexOf('=', StringComparison.Ordinal) : -1;
        var (name, attached) = equals < 0 ? (words[i], null) : (words[i][..equals], words[i][(equals + 1)..]);
        switch (name)
        {
            case "--root": return this with { Root = Value(name, attached, words, ref i) };
            case "-c" or "--config-dir": return this with { ConfigDir = Value(name, attached, words, ref i) };
            case "--out" or "--output": return this with { Out = Value(name, attached, words, ref i) };
            case "--retcode-passthrough": return this with { PassesRetcode = true };
            case "-d" or "--doc": return this with { Documents = true };
            case "--no-color" or "--no-colour": return this with { Colours = false };
            case "--force-color" or "--force-colour": return this with { Colours = true };
            case "-h" or "--help": return this with { Help = true };
            case "--local": return this with { WithoutDaemon = true };
            case ['-', not '-', ..] when operands.Count > 0:
                operands.Add(words[i]);
                return this;
            default:
                var hint = operands.Count > 0 ? "; to hand it to the function, write -- before it" : "";
                throw new SaltException(Failure.BadRequest, $"no such option: {words[i]}{hint}");
        }
    }

    private static string Value(string name, string? attached, IReadOnlyList<string> words, ref int i)
    {
        if (attached is not null) return attached;
        return ++i < words.Count ? words[i] : throw new SaltException(Failure.BadRequest, $"{name} needs a value");
    }

    // "-" alone is a word, and so is a negative number.
    private static bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.';
}
