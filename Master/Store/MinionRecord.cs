using Salt.Shared.Identities;

namespace Salt.Master.Store;

/// <param name="SeenUs">When its stream last opened or closed, microseconds since the epoch.</param>
/// <param name="Grains">A JSON object, UTF-8.</param>
public sealed record MinionRecord(
    MinionId Id,
    string MachineId,
    string Address,
    string Version,
    long SeenUs,
    ReadOnlyMemory<byte> Grains);
