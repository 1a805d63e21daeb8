using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>The minion that something is rendered for.</summary>
/// <param name="Opts">The configuration that templates see as <c>opts</c>.</param>
public sealed record RenderSubject(string Id, PyDict Grains, PyDict Pillar, PyDict Opts);
