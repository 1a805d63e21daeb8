namespace Salt.Master.Store;

/// <param name="StampUs">Microseconds since the epoch.</param>
/// <param name="Data">A JSON object, UTF-8.</param>
public sealed record EventRecord(string Tag, long StampUs, ReadOnlyMemory<byte> Data);
