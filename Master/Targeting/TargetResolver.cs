using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Master.Targeting;

/// <summary>Finds the minions that a target means, among those that are accepted, up or down.</summary>
internal sealed class TargetResolver(IKnownMinions minions, IKnownPillars pillars, TargetingOptions options)
{
    /// <param name="delimiter">Between keys and value of a data target; null: a colon.</param>
    /// <exception cref="SaltException">BadRequest: no such kind of target, or not an expression of it.</exception>
    public ResolvedTarget Resolve(string kind, string expression, char? delimiter = null)
    {
        var target = Target.Parse(kind, expression, options.Context(delimiter));
        var accepted = minions.Accepted;
        if (target.Kind == "list")
        {
            return new ResolvedTarget(target.Kind, target.Named, [.. target.Named.Where(id => !accepted.Contains(id))]);
        }

        return new ResolvedTarget(target.Kind, [.. accepted.Where(id => Matches(target, id))], Unknown: []);
    }

    /// <summary>Asks nobody.</summary>
    /// <exception cref="SaltException">BadRequest: no such kind of target, or not an expression of it.</exception>
    public void Check(string kind, string expression) => Target.Parse(kind, expression, options.Context(null));

    private bool Matches(Target target, MinionId id)
    {
        // Parsed for this one question: kept parsed, they would outweigh everything else in memory.
        using var grains = target.NeedsGrains ? Parse(minions.GrainsOf(id)) : null;
        using var pillar = target.NeedsPillar ? Parse(pillars.PillarOf(id)) : null;
        return target.Matches(new TargetSubject(id, grains?.RootElement, pillar?.RootElement));
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json) => json.IsEmpty ? null : JsonDocument.Parse(json);
}
