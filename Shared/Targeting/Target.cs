using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Shared.Targeting;

/// <summary>Which minions a job, or a section of a top file, is for: parsed once, asked for every minion.</summary>
public sealed class Target
{
    private const string Glob = "glob";
    private const string List = "list";

    private readonly TargetMatcher _matches;

    private Target(string kind, string expression, TargetMatcher matches, TargetParts parts)
    {
        Kind = kind;
        Expression = expression;
        _matches = matches;
        (NeedsGrains, NeedsPillar) = (parts.NeedsGrains, parts.NeedsPillar);
    }

    /// <summary>Salt's <c>tgt_type</c>: glob, list, pcre, grain, grain_pcre, pillar, pillar_pcre, ipcidr, nodegroup or compound.</summary>
    public string Kind { get; }

    /// <summary>As it was typed.</summary>
    public string Expression { get; }

    /// <summary>The subject's grains are looked at.</summary>
    public bool NeedsGrains { get; }

    /// <summary>The subject's pillar is looked at.</summary>
    public bool NeedsPillar { get; }

    /// <summary>The ids that a list names, in its order, each once. They are targets even where no such minion is
    /// known. Other kinds name none.</summary>
    public IReadOnlyList<MinionId> Named { get; private init; } = [];

    /// <param name="kind">Salt's <c>tgt_type</c>; empty means glob.</param>
    /// <exception cref="SaltException">BadRequest: no such kind, or not an expression of it.</exception>
    public static Target Parse(string kind, string expression, TargetContext? context = null)
    {
        if (kind.Length == 0) kind = Glob;
        // Salt's name for a pillar target whose values are no globs; nobody misses the difference.
        if (kind == "pillar_exact") kind = "pillar";
        var parts = new TargetParts(context ?? TargetContext.None);
        var matches = parts.Of(kind, expression);
        return new Target(kind, expression, matches, parts) { Named = kind == List ? Ids(expression) : [] };
    }

    /// <exception cref="SaltException">BadRequest: a regex takes too long.</exception>
    public bool Matches(TargetSubject subject) => _matches(subject);

    public override string ToString() => $"{Kind} {Expression}";

    /// <exception cref="SaltException">BadRequest: one is no minion id.</exception>
    internal static IReadOnlyList<MinionId> Ids(string expression)
    {
        var ids = new List<MinionId>();
        foreach (var text in expression.Split((char[])[',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!MinionId.TryParse(text, out var id))
            {
                throw new SaltException(Failure.BadRequest, $"target '{text}' is not a minion id ({MinionId.Rule})");
            }

            ids.Add(id);
        }

        return [.. ids.Distinct()];
    }
}
