using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Shared.Targeting;

/// <summary>Which minions a job is for: parsed once, asked for every minion.</summary>
public sealed class Target
{
    private static readonly string[] LaterKinds =
        ["compound", "grain_pcre", "ipcidr", "nodegroup", "pillar", "pillar_exact", "pillar_pcre", "range"];

    private readonly Func<MinionId, JsonElement?, bool> _matches;

    private Target(string kind, string expression, Func<MinionId, JsonElement?, bool> matches)
    {
        Kind = kind;
        Expression = expression;
        _matches = matches;
    }

    /// <summary>Salt's <c>tgt_type</c>: glob, list, pcre or grain.</summary>
    public string Kind { get; }

    /// <summary>As it was typed.</summary>
    public string Expression { get; }

    /// <summary>The ids that a list names, in its order, each once. They are targets even where no such minion is
    /// known. Other kinds name none.</summary>
    public IReadOnlyList<MinionId> Named { get; private init; } = [];

    /// <param name="kind">Salt's <c>tgt_type</c>; empty means glob.</param>
    /// <exception cref="SaltException">BadRequest: no such kind, or not an expression of it.</exception>
    public static Target Parse(string kind, string expression)
    {
        switch (kind)
        {
            case "" or "glob":
                var glob = new Glob(expression);
                return new Target("glob", expression, (id, _) => glob.IsMatch(id.ToString()));
            case "list":
                var ids = Ids(expression);
                var set = ids.ToHashSet();
                return new Target(kind, expression, (id, _) => set.Contains(id)) { Named = ids };
            case "pcre":
                var regex = new IdExpression(expression);
                return new Target(kind, expression, (id, _) => regex.Matches(id));
            case "grain":
                var grain = new GrainExpression(expression);
                return new Target(kind, expression, (_, grains) => grains is { } known && grain.Matches(known));
            default:
                throw new SaltException(Failure.BadRequest, LaterKinds.Contains(kind)
                    ? $"target kind '{kind}' is not available yet"
                    : $"target kind '{kind}' is not known; there are glob, list, pcre and grain");
        }
    }

    /// <param name="grains">Null where the minion has never told them.</param>
    /// <exception cref="SaltException">BadRequest: a regex takes too long.</exception>
    public bool Matches(MinionId id, JsonElement? grains) => _matches(id, grains);

    public override string ToString() => $"{Kind} {Expression}";

    private static List<MinionId> Ids(string expression)
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
