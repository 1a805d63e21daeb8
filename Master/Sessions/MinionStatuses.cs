using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Sessions;

/// <summary>How the accepted minions stand: what is known of each, over what its stream says now.</summary>
internal sealed class MinionStatuses(MinionDirectory directory, SessionRegistry registry, Presences presences, TimeProvider clock)
{
    /// <summary>In order of id.</summary>
    public IEnumerable<MinionStatus> All => directory.Accepted.Select(Of);

    public MinionStatus Of(MinionId id)
    {
        var record = directory.Find(id);
        var isUp = registry.TryFind(id, out var session);
        return new MinionStatus(
            id,
            isUp,
            session?.Since.ToUnixMicroseconds() ?? record?.SeenUs ?? 0,
            session?.Address ?? record?.Address ?? "",
            session?.Version ?? record?.Version ?? "",
            session?.MachineId ?? record?.MachineId ?? "",
            record?.Grains ?? default,
            presences.DuplicateOf(id, clock.GetUtcNow()));
    }
}
