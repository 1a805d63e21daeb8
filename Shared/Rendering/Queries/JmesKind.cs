namespace Salt.Shared.Rendering.Queries;

/// <summary>What a word of a JMESPath expression is.</summary>
internal enum JmesKind
{
    Name,
    Literal,
    Number,
    Symbol,
    End,
}
