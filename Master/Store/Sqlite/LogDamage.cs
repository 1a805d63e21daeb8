namespace Salt.Master.Store.Sqlite;

/// <summary>What of a write-ahead log SQLite leaves out when it takes the rest.</summary>
/// <param name="Offset">The first byte that is left out.</param>
/// <param name="Bytes">How many are.</param>
public sealed record LogDamage(string Path, long Offset, long Bytes);
