using Salt.Shared.Identities;

namespace Salt.Master.Sessions;

/// <summary>An accepted minion as it stands now.</summary>
/// <param name="SinceUs">Connected since; of one that is away: seen last, 0 if never. Microseconds since the epoch.</param>
/// <param name="Grains">JSON, UTF-8; empty: it never said.</param>
/// <param name="Duplicate">The address of a second machine that claims this id; empty: there is none.</param>
internal sealed record MinionStatus(
    MinionId Id,
    bool IsUp,
    long SinceUs,
    string Address,
    string Version,
    string MachineId,
    ReadOnlyMemory<byte> Grains,
    string Duplicate);
