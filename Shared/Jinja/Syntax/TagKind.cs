namespace Salt.Jinja.Syntax;

internal enum TagKind
{
    Variable,
    Block,
    Comment,
    LineStatement,
    LineComment,
}
