using Salt.Shared.Targeting;

namespace Salt.Master.Targeting;

/// <summary>What target expressions may refer to on this master.</summary>
/// <param name="Nodegroups">Compound expressions by name (<c>nodegroups</c>).</param>
public sealed record TargetingOptions(IReadOnlyDictionary<string, Nodegroup> Nodegroups)
{
    private readonly TargetContext _context = new(Nodegroups);

    public TargetContext Context(char? delimiter) => delimiter is { } other ? _context with { Delimiter = other } : _context;
}
