using Salt.Jinja;
using Salt.Shared.Targeting;

namespace Salt.Master.Pillar;

/// <param name="Roots">Folders by environment, those that come first first (<c>pillar_roots</c>).</param>
/// <param name="MergeLists">Lists are joined, not replaced.</param>
/// <param name="Jinja">How files are written.</param>
public sealed record PillarOptions(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Roots, bool MergeLists, TargetContext Targets, JinjaOptions Jinja);
