using System.Text;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Attach;

/// <summary>Prints what jobs print: byte by byte, or each line behind the name of its minion. What a job printed to stderr
/// goes to stderr. Says what is missing and who is away.</summary>
/// <param name="isPrefixed">Lines with names; else bytes, which is for one minion only.</param>
internal sealed class OutputPrinter(Terminal terminal, OutputPlaces places, bool isPrefixed, bool isColoured)
{
    private readonly Dictionary<(string, StreamName), LinePrefixer> _prefixers = [];
    private readonly HashSet<string> _away = [];

    public void Print(OutputPiece piece)
    {
        switch (piece.KindCase)
        {
            case OutputPiece.KindOneofCase.Printed:
                Print(piece.Printed);
                break;
            case OutputPiece.KindOneofCase.Away when _away.Add(piece.Away.Minion):
                var since = piece.Away.SinceUs > 0 ? $" since {Sentences.Time(piece.Away.SinceUs)}" : "";
                Say(piece.Away.Minion, $"the minion is away{since}; what the job prints comes when it is back");
                break;
            case OutputPiece.KindOneofCase.Back when _away.Remove(piece.Back.Minion):
                Say(piece.Back.Minion, "the minion is back");
                break;
            case OutputPiece.KindOneofCase.End:
                End(piece.End);
                break;
        }
    }

    /// <summary>Prints the lines that are open: nothing more comes.</summary>
    public void Flush()
    {
        foreach (var prefixer in _prefixers.Values) prefixer.Flush();
    }

    private void Print(PrintedBytes printed)
    {
        if (!StreamNames.TryParse(printed.Stream, out var stream)) return;
        var (missing, known) = places.Pass(printed.Minion, stream, (long)printed.Offset, printed.Data.Length);
        if (missing > 0) Say(printed.Minion, $"{missing} bytes of {printed.Stream} are not kept, from {(long)printed.Offset - missing} on");
        var bytes = printed.Data.Span[known..];
        if (isPrefixed) PrefixerOf(printed.Minion, stream).Write(bytes);
        else terminal.Write(stream, bytes);
    }

    private void End(OutputEnd end)
    {
        var minion = end.Target.Minion;
        var missing = places.MissingAtEnd(minion, new OutputTotals((long)end.StdoutSize, (long)end.StderrSize, end.Absent));
        if (missing > 0) Say(minion, $"the last {missing} bytes are not kept");
        if (end is { Absent: true, Printed: > 0 }) Say(minion, $"the {end.Printed} bytes that the job printed are not kept any more");
        Flush(minion);
    }

    private void Say(string minion, string what)
    {
        Flush(minion);
        terminal.Say($"{minion}: {what}");
    }

    private void Flush(string minion)
    {
        foreach (var stream in Enum.GetValues<StreamName>())
        {
            if (_prefixers.TryGetValue((minion, stream), out var prefixer)) prefixer.Flush();
        }
    }

    private LinePrefixer PrefixerOf(string minion, StreamName stream)
    {
        if (_prefixers.TryGetValue((minion, stream), out var known)) return known;
        var prefix = isColoured ? $"\e[0;36m{minion}:\e[0;0m " : $"{minion}: ";
        return _prefixers[(minion, stream)] = new LinePrefixer(Encoding.UTF8.GetBytes(prefix), lines => terminal.Write(stream, lines));
    }
}
