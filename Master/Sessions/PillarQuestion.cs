namespace Salt.Master.Sessions;

/// <summary>What a minion asks its pillar with.</summary>
/// <param name="Grains">A JSON object, UTF-8; empty: as they were when last told.</param>
/// <param name="Pillarenv">The environment whose files alone count; empty: all of them.</param>
internal sealed record PillarQuestion(ReadOnlyMemory<byte> Grains, string Pillarenv);
