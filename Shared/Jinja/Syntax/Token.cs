namespace Salt.Jinja.Syntax;

/// <param name="Text">A name, an operator, data; of a text its value.</param>
/// <param name="Number">The value of a number.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, object? Number = null)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;

    /// <summary>As error messages name it.</summary>
    public string Description => Kind switch
    {
        TokenKind.Data => "template data",
        TokenKind.BlockBegin => "begin of statement block",
        TokenKind.BlockEnd => "end of statement block",
        TokenKind.VariableBegin => "begin of print statement",
        TokenKind.VariableEnd => "end of print statement",
        TokenKind.Text => "a text",
        TokenKind.Number => "a number",
        TokenKind.End => "end of template",
        _ => $"'{Text}'",
    };
}
