using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>Whose output an operator wants to see, and from where on.</summary>
/// <param name="Minions">None: all targets.</param>
/// <param name="From">On every minion that <paramref name="Places"/> does not name.</param>
internal sealed record OutputRequest(
    Jid Jid, IReadOnlyCollection<MinionId> Minions, OutputOffsets From, IReadOnlyDictionary<MinionId, OutputOffsets> Places)
{
    public OutputOffsets FromOn(MinionId minion) => Places.TryGetValue(minion, out var place) ? place : From;
}
