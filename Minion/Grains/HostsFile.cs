using System.Net;

namespace Salt.Minion.Grains;

/// <summary>Names and addresses from hosts(5).</summary>
internal sealed class HostsFile(string text)
{
    private readonly List<(IPAddress Address, string[] Names)> _lines = [.. Parse(text)];

    /// <summary>The first name with a dot among those that share a line with this one.</summary>
    public string? FullNameOf(string name) => _lines
        .Where(line => line.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        .SelectMany(line => line.Names)
        .FirstOrDefault(candidate => candidate.Contains('.') && !candidate.StartsWith("localhost", StringComparison.Ordinal));

    public IReadOnlyList<IPAddress> AddressesOf(string name) =>
        [.. _lines.Where(line => line.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(line => line.Address).Distinct()];

    private static IEnumerable<(IPAddress Address, string[] Names)> Parse(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && IPAddress.TryParse(words[0], out var address)) yield return (address, words[1..]);
        }
    }
}
