namespace Salt.Shared.Rendering.Queries;

/// <param name="Text">A name or symbol.</param>
/// <param name="Value">Of a literal or number.</param>
internal readonly record struct JmesToken(JmesKind Kind, string Text, object? Value);
