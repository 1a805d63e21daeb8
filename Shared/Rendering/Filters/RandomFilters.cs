using System.Security.Cryptography;
using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Filters;

/// <summary>Salt's filters that give something by chance.</summary>
internal static class RandomFilters
{
    private const int MostCharacters = 1_000_000;

    public static IEnumerable<Filter> All { get; } =
    [
        new("random_str", [], (_, value, _) => Text(PythonNumbers.ToIndex(value))),
        new("random_sample", ["size", "seed?"], (_, value, a) => Sample(PythonSequences.ToList(value), PythonNumbers.ToIndex(a[0]), a[1])),
        new("random_shuffle", ["seed?"], (_, value, a) => PythonSequences.ToList(value) is var list ? Sample(list, list.Count, a[0]) : null),
        new("gen_mac", [], (_, value, _) => $"{PythonString.Str(value)}:{Pair()}:{Pair()}:{Pair()}"),
    ];

    private static string Text(long size)
    {
        if (size is < 0 or > MostCharacters) throw TemplateException.Value($"random_str makes 0 to {MostCharacters} characters, not {size}");
        return Convert.ToBase64String(RandomNumberGenerator.GetBytes((int)size))[..(int)size];
    }

    private static List<object?> Sample(List<object?> items, long count, object? seed)
    {
        if (count < 0 || count > items.Count) throw TemplateException.Value("Sample larger than population or is negative");
        var random = seed switch
        {
            Missing or null => PythonRandom.Unseeded(),
            string or Markup or long or bool or System.Numerics.BigInteger => new PythonRandom(seed),
            _ => throw TemplateException.Type($"a seed is a text or a whole number, not {PythonTypes.NameOf(seed)}"),
        };
        return random.Sample(items, (int)count);
    }

    private static string Pair() => RandomNumberGenerator.GetHexString(2);
}
