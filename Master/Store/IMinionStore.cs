using Salt.Shared.Identities;

namespace Salt.Master.Store;

/// <summary>What minions last said of themselves, kept so that one which is down can still be targeted by its grains.</summary>
public interface IMinionStore
{
    /// <summary>Writes what is known of a minion in place of what was.</summary>
    Task SaveMinionAsync(MinionRecord minion);

    /// <summary>Notes when a minion's stream last opened or closed.</summary>
    Task SaveMinionSeenAsync(MinionId id, long seenUs);

    Task DeleteMinionAsync(string id);

    IAsyncEnumerable<MinionRecord> MinionsAsync(CancellationToken cancellationToken);
}
