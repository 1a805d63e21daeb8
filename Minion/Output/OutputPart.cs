using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>A piece of a job's output on its way to a reader.</summary>
/// <param name="Reader">The master's number for it.</param>
/// <param name="Offset">Of its first byte in the stream.</param>
/// <param name="Data">Empty only in the last.</param>
/// <param name="Last">Set in the last.</param>
internal sealed record OutputPart(ulong Reader, StreamName Stream, long Offset, ReadOnlyMemory<byte> Data, OutputTotals? Last = null);
