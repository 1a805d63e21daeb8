using Salt.Shared.Identities;

namespace Salt.Master.Jobs;

/// <summary>The part of a job that is offered in one go.</summary>
/// <param name="Minions">To be offered the job at once.</param>
/// <param name="Turn">Of a paced job: what follows, in order with what was said before.</param>
/// <param name="IsMore">There may be a further unit.</param>
internal readonly record struct OfferUnit(IReadOnlyList<MinionId> Minions, Turn? Turn, bool IsMore);
