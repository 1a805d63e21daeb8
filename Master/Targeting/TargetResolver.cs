using System.Text.Json;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Targeting;

namespace Salt.Master.Targeting;

/// <summary>Finds the minions that a target means, among those that are accepted, up or down.</summary>
internal sealed class TargetResolver(IKnownMinions minions)
{
    /// <exception cref="SaltException">BadRequest: no such kind of target, or not an expression of it.</exception>
    public ResolvedTarget Resolve(string kind, string expression)
    {
        var target = Target.Parse(kind, expression);
        var accepted = minions.Accepted;
        if (target.Kind == "list")
        {
            return new ResolvedTarget(target.Kind, target.Named, [.. target.Named.Where(id => !accepted.Contains(id))]);
        }

        // Grains are parsed for this one question: kept parsed, they would outweigh everything else in memory.
        var matching = target.Kind == "grain"
            ? accepted.Where(id => MatchesGrains(target, id))
            : accepted.Where(id => target.Matches(id, grains: null));
        return new ResolvedTarget(target.Kind, [.. matching], Unknown: []);
    }

    private bool MatchesGrains(Target target, MinionId id)
    {
        var grains = minions.GrainsOf(id);
        if (grains.IsEmpty) return target.Matches(id, grains: null);
        using var parsed = JsonDocument.Parse(grains);
        return target.Matches(id, parsed.RootElement);
    }
}
