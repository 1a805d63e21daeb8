namespace Salt.Shared.Targeting;

/// <summary>What target expressions may refer to.</summary>
/// <param name="Nodegroups">Compound expressions by name.</param>
/// <param name="Delimiter">Between the keys and the value of data targets.</param>
public sealed record TargetContext(IReadOnlyDictionary<string, Nodegroup> Nodegroups, char Delimiter = ':')
{
    public static TargetContext None { get; } = new(new Dictionary<string, Nodegroup>());
}
