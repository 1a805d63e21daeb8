namespace Salt.Tests.Unit.Grpc;

/// <summary>Gives out its bytes a few at a time.</summary>
internal sealed class SteppedStream(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
}
