namespace Salt.Jinja.Syntax;

/// <summary>The tokens of a template, one after the other.</summary>
internal sealed class TokenStream(string template, IReadOnlyList<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Ahead => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End) _at++;
        return token;
    }

    public bool IsName(string name) => Current.Is(TokenKind.Name, name);

    public bool IsOperator(string symbol) => Current.Is(TokenKind.Operator, symbol);

    public bool SkipName(string name) => SkipIf(IsName(name));

    public bool SkipOperator(string symbol) => SkipIf(IsOperator(symbol));

    public Token Expect(TokenKind kind) => Current.Kind == kind ? Next() : throw Unexpected(new Token(kind, kind == TokenKind.Name ? "name" : "", 0).Description);

    public void ExpectName(string name)
    {
        if (!SkipName(name)) throw Unexpected($"'{name}'");
    }

    public void ExpectOperator(string symbol)
    {
        if (!SkipOperator(symbol)) throw Unexpected($"'{symbol}'");
    }

    public TemplateException Fault(string cause, int? line = null) => TemplateException.Syntax(cause, template, line ?? Current.Line);

    private TemplateException Unexpected(string wanted) => Fault(Current.Kind == TokenKind.End
        ? $"unexpected end of template, expected {wanted}."
        : $"expected {wanted}, got {Current.Description}");

    private bool SkipIf(bool condition)
    {
        if (condition) Next();
        return condition;
    }
}
