using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>What a minion says when it asks to be let in.</summary>
/// <param name="Csr">PKCS#10 in DER. Empty: it only asks who the master is.</param>
/// <param name="Token">A join token, or empty.</param>
/// <param name="MachineId">As it says.</param>
/// <param name="Address">Where it asks from, as the connection says.</param>
public sealed record EnrolmentRequest(MinionId Id, ReadOnlyMemory<byte> Csr, string Token, string MachineId, string Address);
