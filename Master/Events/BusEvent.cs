namespace Salt.Master.Events;

/// <summary>Something that happened, as Salt's event bus tells it.</summary>
/// <param name="Data">A JSON object, UTF-8; its first member is <c>_stamp</c>.</param>
public sealed record BusEvent(string Tag, DateTimeOffset Stamp, ReadOnlyMemory<byte> Data);
