using Salt.Cli.Frame;

namespace Salt.Cli.Completion;

/// <summary>Finds what a word on a command line can be, from the same declarations that help and parser are made of.</summary>
internal static class Completer
{
    /// <param name="line">The words behind the program's name; the last is the one to complete, empty where it is not begun.</param>
    public static async Task<IReadOnlyList<Candidate>> CompleteAsync(IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        if (line.Count == 0) return [];
        var (before, word) = (line.SkipLast(1).ToList(), line[^1]);
        var (verb, words, names) = Find(before);
        var options = verb is null ? CommonOptions.All : [.. verb.Options, .. CommonOptions.All];
        var rules = new WordRules(options, verb?.FreeAfter ?? int.MaxValue, isTolerant: true).Read(words);
        var query = new CompletionQuery(new Words(rules.Operands, Given(rules)), word);
        if (rules.Open is { } open) return await ValuesAsync(open.Values, IsList(open), query, "", word, cancellationToken);
        if (!rules.IsEnded && word.StartsWith('-')) return await OptionAsync(options, query, word, cancellationToken);
        if (verb is null) return [.. names.Where(name => name.Text.StartsWith(word, StringComparison.Ordinal))];
        return OperandAt(verb, rules.Operands.Count) is { } operand
            ? await ValuesAsync(operand.Values, isList: false, query, "", word, cancellationToken)
            : [];
    }

    // The verb that the line names so far; without one the words that can come next.
    private static (Verb? Verb, IReadOnlyList<string> Words, IEnumerable<Candidate> Next) Find(List<string> before)
    {
        var operands = new WordRules(CommonOptions.All, freeAfter: int.MaxValue, isTolerant: true).Read(before).Operands;
        if (operands.Count == 0) return (null, before, VerbTable.TopLevel.Select(name => new Candidate(name, SummaryOf(name))));
        if (operands[0] == "help") return Find([.. before.Where(word => word != "help")]);
        var isGroup = VerbTable.IsGroup(operands[0]);
        if (isGroup && operands.Count == 1)
            return (null, before, VerbTable.WordsOf(operands[0]).Select(word => new Candidate(word, VerbTable.Find(operands[0], word)!.Summary)));
        if (VerbTable.Find(operands[0], isGroup ? operands[1] : null) is not { } verb) return (null, before, []);
        before.Remove(operands[0]);
        if (isGroup) before.Remove(operands[1]);
        return (verb, before, []);
    }

    private static string SummaryOf(string name) => VerbTable.IsGroup(name) ? VerbTable.SummaryOf(name) : VerbTable.Find(name, null)!.Summary;

    private static Operand? OperandAt(Verb verb, int place)
    {
        if (place < verb.Operands.Count) return verb.Operands[place];
        return verb.Operands is [.., { IsMany: true } last] ? last : null;
    }

    private static async Task<IReadOnlyList<Candidate>> OptionAsync(
        IReadOnlyCollection<Option> options, CompletionQuery query, string word, CancellationToken cancellationToken)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return [.. options.Where(option => !option.IsHidden).SelectMany(option => option.Shown, (option, name) => new Candidate(name, option.Help))
                .Where(option => option.Text.StartsWith(word, StringComparison.Ordinal))];
        }

        var named = options.FirstOrDefault(option => option.Value is not null && option.Names.Contains(word[..equals]));
        return named is null ? [] : await ValuesAsync(named.Values, IsList(named), query, word[..(equals + 1)], word[(equals + 1)..], cancellationToken);
    }

    private static async Task<IReadOnlyList<Candidate>> ValuesAsync(
        ValueSource? values, bool isList, CompletionQuery query, string before, string word, CancellationToken cancellationToken)
    {
        if (values is null) return [];
        // Of a list with commas the last is completed.
        var comma = isList ? word.LastIndexOf(',') + 1 : 0;
        var (earlier, last) = (before + word[..comma], word[comma..]);
        var found = await values(query, cancellationToken);
        return [.. found.Where(value => value.Text.StartsWith(last, StringComparison.Ordinal) || IsForShell(value))
            .Select(value => IsForShell(value) ? value : value with { Text = earlier + value.Text })];
    }

    private static bool IsForShell(Candidate candidate) => candidate == Candidate.Files || candidate == Candidate.Folders;

    private static bool IsList(Option option) => option.Value?.Contains(",...", StringComparison.Ordinal) == true;

    private static Dictionary<Option, string> Given(WordRules rules)
    {
        var given = new Dictionary<Option, string>();
        foreach (var (option, value) in rules.Given) given[option] = value ?? "";
        return given;
    }
}
