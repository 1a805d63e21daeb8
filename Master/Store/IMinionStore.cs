using Salt.Shared.Identities;

namespace Salt.Master.Store;

/// <summary>What minions last said of themselves, kept so that one which is down can still be targeted by its grains.</summary>
/// <remarks>A cache: what is written may be lost with the power or with a damaged file, and is said again.</remarks>
public interface IMinionStore
{
    /// <summary>Writes what is known of a minion in place of what was.</summary>
    Task SaveMinionAsync(MinionRecord minion);

    /// <summary>Notes when a minion's stream last opened or closed.</summary>
    /// <returns>False: nothing is known of the minion here, and nothing was written.</returns>
    Task<bool> SaveMinionSeenAsync(MinionId id, long seenUs);

    Task DeleteMinionAsync(string id);

    /// <summary>In the order of their ids, byte by byte.</summary>
    IAsyncEnumerable<MinionRecord> MinionsAsync(CancellationToken cancellationToken);
}
