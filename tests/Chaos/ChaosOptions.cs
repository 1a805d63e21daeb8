using System.Globalization;

namespace Salt.Tests.Chaos;

/// <summary>What the command line asks for.</summary>
internal sealed record ChaosOptions
{
    public const string Usage =
        "salt-chaos [--jobs N] [--kills N] [--minions N] [--clients N] [--seed N] [--minutes N] [--root DIR] [--keep]";

    /// <summary>So many jobs are submitted at least.</summary>
    public int Jobs { get; init; } = 500;

    /// <summary>So many times a master, a minion or a supervisor is killed at least.</summary>
    public int Kills { get; init; } = 20;

    public int Minions { get; init; } = 3;

    /// <summary>Operators who submit jobs at the same time.</summary>
    public int Clients { get; init; } = 8;

    /// <summary>Decides the jobs and the order of disturbances.</summary>
    public int Seed { get; init; }

    /// <summary>The disturbed part of the run is broken off after this.</summary>
    public TimeSpan AtMost { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Where the cluster lies; null: in a temporary folder.</summary>
    public string? Root { get; init; }

    /// <summary>The cluster's files stay even if nothing is wrong with them.</summary>
    public bool Keep { get; init; }

    /// <exception cref="FormatException">What is wrong with the words.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> words, int seed)
    {
        var options = new ChaosOptions { Seed = seed };
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--jobs" => options with { Jobs = Number(words, ++i) },
                "--kills" => options with { Kills = Number(words, ++i) },
                "--minions" => options with { Minions = Number(words, ++i) },
                "--clients" => options with { Clients = Number(words, ++i) },
                "--seed" => options with { Seed = Number(words, ++i) },
                "--minutes" => options with { AtMost = TimeSpan.FromMinutes(Number(words, ++i)) },
                "--root" => options with { Root = Path.GetFullPath(Value(words, ++i)) },
                "--keep" => options with { Keep = true },
                var word => throw new FormatException($"unknown word {word}"),
            };
        }

        return options.Minions > 0 && options.Clients > 0 ? options : throw new FormatException("at least one minion and one client are needed");
    }

    private static string Value(IReadOnlyList<string> words, int index) =>
        index < words.Count ? words[index] : throw new FormatException($"{words[index - 1]} needs a value");

    private static int Number(IReadOnlyList<string> words, int index) =>
        int.TryParse(Value(words, index), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{words[index - 1]} needs a whole number, not {words[index]}");
}
