namespace Salt.Shared.Configuration;

/// <summary>The words of YAML 1.1 for true and false.</summary>
public static class Booleans
{
    public static IReadOnlyDictionary<string, bool> ByName { get; } = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true,
        ["false"] = false,
        ["yes"] = true,
        ["no"] = false,
        ["on"] = true,
        ["off"] = false,
    };
}
