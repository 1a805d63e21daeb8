using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>A function that templates call as <c>salt['module.function'](...)</c>.</summary>
/// <param name="Name"><c>module.function</c>.</param>
/// <param name="Parameters">As of <see cref="Signature"/>.</param>
/// <param name="Body">Gets <see cref="Missing"/> for what was not given.</param>
public sealed record RenderFunction(string Name, string[] Parameters, Func<RenderSubject, object?[], object?> Body);
