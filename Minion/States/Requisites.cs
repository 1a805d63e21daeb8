namespace Salt.Minion.States;

/// <summary>On what a state depends.</summary>
/// <param name="Found">In the order of the kinds, then as they are declared.</param>
/// <param name="Missing">What is named and is not there.</param>
internal sealed record Requisites(IReadOnlyList<Requisite> Found, IReadOnlyList<(string Kind, string Module, string Name)> Missing)
{
    public static Requisites None { get; } = new([], []);
}
