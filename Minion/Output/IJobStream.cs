namespace Salt.Minion.Output;

/// <summary>One stream of what a job prints.</summary>
internal interface IJobStream
{
    /// <inheritdoc cref="Salt.Minion.Spool.OutputFile.End"/>
    long End { get; }

    /// <inheritdoc cref="Salt.Minion.Spool.OutputFile.Read"/>
    int Read(long offset, Span<byte> buffer, out long at);
}
