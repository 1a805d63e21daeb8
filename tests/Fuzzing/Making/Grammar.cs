using System.Text;

namespace Salt.Tests.Fuzzing.Making;

/// <summary>Texts of a language, by rules: <c>&lt;name&gt;</c> in an alternative stands for one of the alternatives of that rule.</summary>
/// <param name="rules">By name; the first alternative of a rule is the one that ends soonest.</param>
internal sealed class Grammar(IReadOnlyDictionary<string, string[]> rules)
{
    private const int MostDepth = 12;
    private const int MostLength = 4096;

    /// <summary>Every alternative, for those who build texts of pieces.</summary>
    public IReadOnlyList<string> Alternatives { get; } = [.. rules.Values.SelectMany(alternatives => alternatives)];

    public string Make(string rule, Random random)
    {
        var text = new StringBuilder();
        Expand(rule, random, 0, text);
        return text.ToString();
    }

    private void Expand(string rule, Random random, int depth, StringBuilder text)
    {
        var alternatives = rules[rule];
        var chosen = depth >= MostDepth || text.Length > MostLength ? alternatives[0] : alternatives[random.Next(alternatives.Length)];
        for (var at = 0; at < chosen.Length;)
        {
            var open = chosen.IndexOf('<', at);
            var close = open < 0 ? -1 : chosen.IndexOf('>', open);
            if (close < 0)
            {
                text.Append(chosen, at, chosen.Length - at);
                return;
            }

            text.Append(chosen, at, open - at);
            var name = chosen[(open + 1)..close];
            if (rules.ContainsKey(name)) Expand(name, random, depth + 1, text);
            else text.Append(chosen, open, close + 1 - open);
            at = close + 1;
        }
    }
}
