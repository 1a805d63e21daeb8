namespace Salt.Shared.Rendering;

/// <param name="Text">What the templates gave, before it was read as data.</param>
/// <param name="Value">The data; of a text file the text.</param>
/// <param name="Lines">Of data that was read from YAML; null: it was not.</param>
public sealed record RenderResult(string Text, object? Value, KeyLines? Lines);
