using System.Text;

namespace Salt.Tests.Fuzzing.Making;

/// <summary>Texts for a door: of its grammar, such a one or a good example with parts taken out, doubled and exchanged, pieces in any
/// order, one piece very often, and bytes.</summary>
/// <param name="start">The grammar's first rule.</param>
/// <param name="good">Examples that the door accepts.</param>
/// <param name="pieces">What means something to the door.</param>
internal sealed class TextMaker(Grammar grammar, string start, IReadOnlyList<string> good, IReadOnlyList<string> pieces)
{
    private const int MostBytes = 80;
    private const int MostPieces = 30;
    private const int MostRepeated = 20_000;

    private readonly string[] _pieces = [.. pieces, .. Odd.Texts];

    public string Make(Random random) => random.Next(20) switch
    {
        < 5 => grammar.Make(start, random),
        < 9 => Changed(grammar.Make(start, random), random),
        < 14 => Changed(good[random.Next(good.Count)], random),
        < 17 => Pieces(random),
        < 19 => Bytes(random),
        _ => Repeated(random),
    };

    private string Changed(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(changed.Length + 1);
            var rest = changed.Length - at;
            switch (random.Next(5))
            {
                case 0:
                    changed.Remove(at, random.Next(Math.Min(12, rest) + 1));
                    break;
                case 1:
                    changed.Insert(at, changed.ToString(at, random.Next(Math.Min(40, rest) + 1)));
                    break;
                case 2:
                    changed.Insert(at, Piece(random));
                    break;
                case 3 when rest > 0:
                    changed[at] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80);
                    break;
                default:
                    var other = good[random.Next(good.Count)];
                    var from = random.Next(other.Length + 1);
                    changed.Insert(at, other.AsSpan(from, random.Next(Math.Min(40, other.Length - from) + 1)));
                    break;
            }
        }

        return changed.ToString();
    }

    private string Pieces(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(MostPieces); i > 0; i--) text.Append(Piece(random));
        return text.ToString();
    }

    private string Repeated(Random random) =>
        string.Concat(Enumerable.Repeat(Piece(random), random.Next(random.Next(10) == 0 ? MostRepeated : 300))) + Piece(random);

    private static string Bytes(Random random)
    {
        var bytes = new byte[random.Next(MostBytes)];
        random.NextBytes(bytes);
        return random.Next(2) == 0 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    private string Piece(Random random) => _pieces[random.Next(_pieces.Length)];
}
