using Salt.Shared.Identities;

namespace Salt.Master.Jobs;

/// <summary>The way to the minions: their streams, wherever they end. Nothing here waits, and what cannot be sent is
/// dropped, for a minion that comes back says what it holds and is told again.</summary>
public interface IMinionLinks
{
    Presence PresenceOf(MinionId minion);

    void Offer(IReadOnlyList<MinionId> minions, JobSpec job);

    void Start(MinionId minion, JobKey key);

    void Withdraw(MinionId minion, JobKey key);

    /// <summary>The return is on record. This also gives back the credit that it took.</summary>
    void Stored(MinionId minion, JobKey key);

    /// <summary>Ends the minion's stream: it comes back and says again what it said.</summary>
    void Cut(MinionId minion, string reason);
}
