using Salt.Shared.Identities;

namespace Salt.Master.Jobs;

/// <param name="Active">Null if it is over, and all of it in the store.</param>
/// <param name="EndedUs">When its last target ended; 0: some have not.</param>
public sealed record JobRecord(JobSpec Spec, ActiveJob? Active, long EndedUs)
{
    /// <summary>Which of the targets are asked for, by their place among them; null: all.</summary>
    public IReadOnlyList<int>? Slots { get; init; }

    /// <summary>Those that are asked for.</summary>
    public IReadOnlyList<MinionId> Minions => Slots is null ? Spec.Targets : [.. Slots.Select(slot => Spec.Targets[slot])];
}
