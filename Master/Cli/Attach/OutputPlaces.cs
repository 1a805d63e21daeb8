using Salt.Shared.Jobs;

namespace Salt.Cli.Attach;

/// <summary>How far the output of each minion has been printed: what was printed is never printed again, and what is missing
/// is counted.</summary>
/// <param name="from">Where each begins.</param>
internal sealed class OutputPlaces(OutputOffsets from)
{
    private readonly Dictionary<string, OutputOffsets> _places = [];

    public OutputOffsets this[string minion] => _places.GetValueOrDefault(minion, from);

    /// <summary>Counts a piece as printed.</summary>
    /// <returns>How many bytes are missing before it, and how many of its own were printed already.</returns>
    public (long Missing, int Known) Pass(string minion, StreamName stream, long offset, int length)
    {
        var next = this[minion][stream];
        var end = offset + length;
        // Where reading began, if it was to begin some bytes before the end, the first piece says.
        if (next < 0)
        {
            _places[minion] = this[minion].With(stream, end);
            return (0, 0);
        }

        if (end > next) _places[minion] = this[minion].With(stream, end);
        return (Math.Max(0, offset - next), (int)Math.Clamp(next - offset, 0, length));
    }

    /// <summary>How many bytes are missing behind the last piece.</summary>
    public long MissingAtEnd(string minion, OutputTotals totals) =>
        totals.Absent ? 0 : MissingAtEnd(this[minion].Stdout, totals.Stdout) + MissingAtEnd(this[minion].Stderr, totals.Stderr);

    private static long MissingAtEnd(long next, long size) => next < 0 ? 0 : Math.Max(0, size - next);
}
