namespace Salt.Master.Pillar;

/// <param name="Data">A JSON object, UTF-8; empty: there never was a good one.</param>
/// <param name="Fault">Why it is not what the files say now; empty: it is.</param>
/// <param name="Claims">The targets of top files that matched by what the minion says of itself.</param>
internal sealed record PillarAnswer(ReadOnlyMemory<byte> Data, string Fault, IReadOnlyList<string> Claims);
