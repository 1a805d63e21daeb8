using System.Globalization;
using Salt.Tests.Fuzzing.Doors;

namespace Salt.Tests.Fuzzing;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzOptions(string Door)
{
    public static readonly string Usage =
        $"salt-fuzz DOOR [--seconds N] [--seed N] [--keep DIR] | salt-fuzz DOOR --input FILE; a door is one of: {string.Join(' ', DoorTable.Names)}";

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Decides every input.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where inputs are kept that break a door.</summary>
    public string Keep { get; init; } = "artifacts/fuzz";

    /// <summary>One input to hand in, and no other; null: those of the seed.</summary>
    public string? Input { get; init; }

    /// <summary>The file that the process which goes through the inputs shows its progress in; null: this process watches one.</summary>
    public string? Progress { get; init; }

    /// <summary>The number of the first input.</summary>
    public long First { get; init; }

    /// <exception cref="FormatException">What is wrong with the words.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || !DoorTable.Names.Contains(words[0])) throw new FormatException("a door is missing, or there is no such door");
        var options = new FuzzOptions(words[0]);
        for (var i = 1; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(words, ++i)) },
                "--seed" => options with { Seed = (int)Number(words, ++i) },
                "--keep" => options with { Keep = Value(words, ++i) },
                "--input" => options with { Input = Value(words, ++i) },
                "--progress" => options with { Progress = Value(words, ++i) },
                "--first" => options with { First = Number(words, ++i) },
                var word => throw new FormatException($"unknown word {word}"),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> words, int index) =>
        index < words.Count ? words[index] : throw new FormatException($"{words[index - 1]} needs a value");

    private static long Number(IReadOnlyList<string> words, int index) =>
        int.TryParse(Value(words, index), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{words[index - 1]} needs a whole number, not {words[index]}");
}
