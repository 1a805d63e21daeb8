using System.Text.Json.Nodes;
using Salt.Shared.Targeting;

namespace Salt.Minion.States.Compiler;

/// <summary>Leaves out what <c>exclude</c> names.</summary>
internal static class Excludes
{
    public static void Apply(HighState high)
    {
        foreach (var exclude in high.Excludes)
        {
            if (HighState.IsArgument(exclude, out var key, out var value) && key == "id" && HighState.IsText(value, out var id)) high.Ids.Remove(id);
        }

        foreach (var id in high.Ids.Where(id => LeavesOut(high, (string?)id.Value![HighState.Sls])).Select(id => id.Key).ToList()) high.Ids.Remove(id);
    }

    /// <summary>An SLS of that name is excluded.</summary>
    public static bool LeavesOut(HighState high, string? sls) => high.Excludes.Any(exclude => PatternOf(exclude) is { } pattern && new Glob(pattern).IsMatch(sls));

    private static string? PatternOf(JsonNode exclude) =>
        HighState.IsText(exclude, out var sls) ? sls
        : HighState.IsArgument(exclude, out var key, out var value) && key == "sls" && HighState.IsText(value, out var name) ? name
        : null;
}
