namespace Salt.Tests.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="Value">As shown, with its unit.</param>
/// <param name="Target">As shown; empty where there is none.</param>
/// <param name="Met">Null where there is no target.</param>
internal sealed record Figure(string Name, string Value, string Target = "", bool? Met = null)
{
    /// <summary>A figure that has to stay at or below another.</summary>
    public static Figure Bounded(string name, double value, double bound, string unit) =>
        new(name, $"{value:0.00} {unit}", $"≤ {bound:0.00} {unit}", value <= bound);

    public string Row => $"| {Name} | {Value} | {Target} | {Met switch { true => "yes", false => "**no**", null => "" }} |";
}
