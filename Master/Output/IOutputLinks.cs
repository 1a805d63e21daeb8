using Salt.Master.Jobs;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>The way to what jobs print: the minions' streams, wherever they end. Nothing here waits.</summary>
internal interface IOutputLinks
{
    Presence PresenceOf(MinionId minion);

    /// <summary>Asks a minion for a job's output.</summary>
    /// <param name="reader">A number that it is given back under.</param>
    /// <param name="credit">Bytes that the minion may send before it gets more.</param>
    /// <returns>False: the minion has no open stream; nothing was asked.</returns>
    bool Read(MinionId minion, ulong reader, JobKey key, OutputOffsets from, int credit);

    void AddCredit(MinionId minion, ulong reader, int bytes);

    /// <param name="atEnd">Not now, but when all that is there was sent.</param>
    void Stop(MinionId minion, ulong reader, bool atEnd);
}
