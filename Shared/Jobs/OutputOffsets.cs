namespace Salt.Shared.Jobs;

/// <summary>A place in a job's output: in each of its streams, the offset of the next byte.</summary>
/// <param name="Stdout">Negative: that many bytes before the end, wherever that is when it is looked at.</param>
/// <param name="Stderr">Likewise.</param>
public readonly record struct OutputOffsets(long Stdout, long Stderr)
{
    public long this[StreamName stream] => stream == StreamName.Stdout ? Stdout : Stderr;

    public OutputOffsets With(StreamName stream, long offset) =>
        stream == StreamName.Stdout ? this with { Stdout = offset } : this with { Stderr = offset };
}
