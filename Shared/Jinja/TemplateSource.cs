namespace Salt.Jinja;

/// <param name="Globals">Names that only this template has, where it is rendered without the context of another; they give
/// way to those of the rendering.</param>
public sealed record TemplateSource(string Name, string Text, IReadOnlyDictionary<string, object?>? Globals = null);
