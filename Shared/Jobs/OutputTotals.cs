namespace Salt.Shared.Jobs;

/// <summary>How much output a job that is over has: bytes it printed, kept or not.</summary>
/// <param name="Absent">There is no output of such a job, or not any more.</param>
public readonly record struct OutputTotals(long Stdout, long Stderr, bool Absent = false)
{
    public long this[StreamName stream] => stream == StreamName.Stdout ? Stdout : Stderr;
}
