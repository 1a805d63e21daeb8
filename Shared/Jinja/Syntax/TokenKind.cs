namespace Salt.Jinja.Syntax;

internal enum TokenKind
{
    Data,
    BlockBegin,
    BlockEnd,
    VariableBegin,
    VariableEnd,
    Name,
    Text,
    Number,
    Operator,
    End,
}
