using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>A piece of a job's output, as its minion sent it.</summary>
/// <param name="Offset">Of its first byte in the stream.</param>
/// <param name="Data">Empty only in the last.</param>
/// <param name="Last">Set in the last: all that is kept was sent.</param>
internal sealed record OutputPart(StreamName Stream, long Offset, ReadOnlyMemory<byte> Data, OutputTotals? Last)
{
    public int Cost => OutputCredit.Of(Data.Length);
}
