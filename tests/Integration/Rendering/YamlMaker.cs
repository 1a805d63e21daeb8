using System.Globalization;
using System.Text;

namespace Salt.Tests.Integration.Rendering;

/// <summary>Makes YAML documents at random: scalars that are easily mistaken, nested maps and lists, in both styles.</summary>
internal sealed class YamlMaker(Random random)
{
    /// <summary>Scalars that YAML 1.1 reads as something else than they look like.</summary>
    public static readonly string[] Tricky =
    [
        "yes", "no", "on", "off", "y", "n", "Yes", "NO", "On", "true", "False", "TRUE", "tRue", "null", "Null", "~", "NULL", "none", "None",
        "0", "1", "-1", "+1", "007", "010", "08", "0o10", "0x1F", "0xg", "0b101", "1_000", "_1", "1_", "1__0", "12:30", "12:30:45", "1:60", "-1:30", "190:20:30", "00:05",
        "1.0", "1.", ".5", "-.5", "1e3", "1e+3", "1.0e3", "1.0e+3", "1.5E-2", "1_0.5", "1:30.5", ".inf", "-.inf", "+.INF", ".nan", ".NaN", ".", "..", "-", "--", "---x",
        "123456789012345678901234567890", "2024-01-01", "2024-01-01 10:00:00", "1.2.3", "1-2", "a: b", "a:b", "a #b", "a#b", "#c", "@a", "`a", "%a", "!a", "&a", "*a", "|", ">", "?", "? a", "- a", "[a", "a]", "{a", "a}", "a, b",
        "'", "\"", "''", "'a", "\"a\"", "it's", "", " ", "  a", "a  ", "\ta", "a\tb", "é", "☃", "😀", "\u00a0", "\u2028", "=", "<<", "<", "\\n", "0.1e1", "1e1000", "0x", "0b", "+", "+.", "1,000", "٣", "１",
    ];

    private static readonly string[] Keys = ["a", "b", "key", "key two", "yes", "1", "0x10", "null", "'quoted'", "\"dq\"", "x.y", "a-b", "1.5", "~", "on"];

    public string Document() => Block(0, 3);

    private string Block(int indent, int depth)
    {
        var text = new StringBuilder();
        var isList = random.Next(2) == 0;
        var keys = Keys.OrderBy(_ => random.Next()).ToArray();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            text.Append(' ', indent).Append(isList ? "-" : keys[i] + ":");
            text.Append(depth > 0 && random.Next(3) == 0 ? "\n" + Block(indent + 2, depth - 1) : " " + Value(indent, depth) + Comment() + "\n");
        }

        return text.ToString();
    }

    private string Value(int indent, int depth) => random.Next(9) switch
    {
        0 when depth > 0 => Flow(depth - 1),
        1 => Quoted(),
        2 => Literal(indent),
        _ => Tricky[random.Next(Tricky.Length)],
    };

    private string Flow(int depth)
    {
        var parts = Enumerable.Range(0, random.Next(4)).Select(i => random.Next(4) == 0 && depth > 0 ? Flow(depth - 1) : random.Next(4) == 0 ? Quoted() : Tricky[random.Next(60)]);
        return random.Next(2) == 0
            ? "[" + string.Join(", ", parts) + "]"
            : "{" + string.Join(", ", parts.Select((part, i) => string.Create(CultureInfo.InvariantCulture, $"k{i}: {part}"))) + "}";
    }

    private string Quoted() => random.Next(4) switch
    {
        0 => "'it''s # not'",
        1 => "\"a\\tb\\u263a \\x41\"",
        2 => "'yes'",
        _ => "\"line one\\n  two\"",
    };

    private string Literal(int indent)
    {
        var pad = new string(' ', indent + 2);
        var mark = (string[])["|", ">", "|-", ">-", "|+", ">+"] is var marks ? marks[random.Next(marks.Length)] : "";
        return $"{mark}\n{pad}one\n{pad}  two\n\n{pad}three: x{(random.Next(2) == 0 ? "\n" : "")}";
    }

    private string Comment() => random.Next(6) == 0 ? "  # note" : "";
}
