using Salt.Shared.Errors;

namespace Salt.Shared.Targeting;

/// <summary>Makes matchers of expressions, and notes what they will have to know of a minion.</summary>
internal sealed class TargetParts(TargetContext context)
{
    private readonly Stack<string> _groups = new();

    public bool NeedsGrains { get; private set; }

    public bool NeedsPillar { get; private set; }

    /// <param name="kind">Salt's <c>tgt_type</c>.</param>
    /// <exception cref="SaltException">BadRequest: not an expression of that kind.</exception>
    public TargetMatcher Of(string kind, string expression, char? delimiter = null)
    {
        switch (kind)
        {
            case "glob":
                var glob = new Glob(expression);
                return subject => glob.IsMatch(subject.Id.ToString());
            case "list":
                var ids = Target.Ids(expression).ToHashSet();
                return subject => ids.Contains(subject.Id);
            case "pcre":
                var regex = new StartExpression(expression);
                return subject => regex.IsMatch(subject.Id.ToString());
            case "grain" or "grain_pcre":
                NeedsGrains = true;
                var grain = Data(expression, delimiter, isRegex: kind == "grain_pcre");
                return subject => subject.Grains is { } grains && grain.Matches(grains);
            case "pillar" or "pillar_pcre":
                NeedsPillar = true;
                var pillar = Data(expression, delimiter, isRegex: kind == "pillar_pcre");
                return subject => subject.Pillar is { } declared && pillar.Matches(declared);
            case "ipcidr":
                NeedsGrains = true;
                var address = new AddressExpression(expression);
                return subject => subject.Grains is { } claimed && address.Matches(claimed);
            case "nodegroup":
                return Group(expression);
            case "compound":
                return new CompoundParser(expression, this).Parse();
            default:
                throw new SaltException(
                    Failure.BadRequest,
                    $"target kind '{kind}' is not known; there are glob, list, pcre, grain, grain_pcre, pillar, pillar_pcre, ipcidr, nodegroup and compound");
        }
    }

    /// <summary>One word of a compound expression: <c>G@os:Debian</c>, <c>P|@id|web.*</c> with a delimiter of its own, or a glob.</summary>
    public TargetMatcher Part(string word)
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        if (at is not (1 or 2)) return Of("glob", word);
        var kind = word[0] switch
        {
            'G' => "grain",
            'P' => "grain_pcre",
            'I' => "pillar",
            'J' => "pillar_pcre",
            'L' => "list",
            'S' => "ipcidr",
            'E' => "pcre",
            'N' => "nodegroup",
            'R' => throw new SaltException(Failure.BadRequest, "range expressions (R@) are not supported"),
            _ => throw new SaltException(Failure.BadRequest, $"'{word[..at]}@' is no kind of target; there are G@ P@ I@ J@ L@ S@ E@ N@"),
        };
        if (word.Length == at + 1) throw new SaltException(Failure.BadRequest, $"nothing follows '{word}'");
        return Of(kind, word[(at + 1)..], at == 2 ? word[1] : null);
    }

    private DataExpression Data(string expression, char? delimiter, bool isRegex)
    {
        var by = delimiter ?? context.Delimiter;
        if (!expression.Contains(by)) throw new SaltException(Failure.BadRequest, $"target '{expression}' has no '{by}' between key and value");
        var data = new DataExpression(expression, by, isRegex);
        data.Check();
        return data;
    }

    private TargetMatcher Group(string name)
    {
        if (!context.Nodegroups.TryGetValue(name, out var group))
        {
            var known = context.Nodegroups.Count == 0 ? "there are none" : $"there are {string.Join(", ", context.Nodegroups.Keys.Order(StringComparer.Ordinal))}";
            throw new SaltException(Failure.BadRequest, $"Node group {name} unavailable: {known} in the master's configuration");
        }

        if (_groups.Contains(name))
            throw new SaltException(Failure.BadRequest, $"node group {name} contains itself: {string.Join(" → ", _groups.Reverse().Append(name))}");
        _groups.Push(name);
        try
        {
            return (group.Text is { } text ? new CompoundParser(text, this) : new CompoundParser(group.Words, this)).Parse();
        }
        finally
        {
            _groups.Pop();
        }
    }
}
