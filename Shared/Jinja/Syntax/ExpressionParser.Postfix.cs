using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Syntax;

/// <content>What stands behind a value: attributes, items, slices, calls, filters, tests.</content>
internal sealed partial class ExpressionParser
{
    /// <summary>One filter or several, behind a value or a block's body.</summary>
    /// <param name="value">Null: a block's body.</param>
    /// <param name="isStarted">The first has no bar before it.</param>
    public Expression? ParseFilters(Expression? value, bool isStarted = false)
    {
        while (isStarted || stream.IsOperator("|"))
        {
            if (!isStarted) stream.Next();
            isStarted = false;
            var line = stream.Current.Line;
            var name = ParseDottedName();
            var arguments = stream.IsOperator("(") ? ParseArguments() : CallArguments.None;
            value = new FilterExpression(value, name, arguments, line);
        }

        return value;
    }

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            if (stream.IsOperator(".") || stream.IsOperator("[")) value = ParseSubscript(value);
            else if (stream.IsOperator("(")) value = new CallExpression(value, ParseArguments(), stream.Current.Line);
            else return value;
        }
    }

    private Expression ParseFiltersAndTests(Expression value)
    {
        while (true)
        {
            if (stream.IsOperator("|")) value = ParseFilters(value)!;
            else if (stream.IsName("is")) value = ParseTest(value);
            else if (stream.IsOperator("(")) value = new CallExpression(value, ParseArguments(), stream.Current.Line);
            else return value;
        }
    }

    private Expression ParseSubscript(Expression value)
    {
        var open = stream.Next();
        if (open.Text == ".")
        {
            var name = stream.Next();
            return name.Kind switch
            {
                TokenKind.Name => new AttributeExpression(value, name.Text, name.Line),
                TokenKind.Number when name.Number is long => new ItemExpression(value, new ConstantExpression(name.Number, name.Line), name.Line),
                _ => throw stream.Fault("expected name or number", name.Line),
            };
        }

        List<Expression> keys = [];
        Expression? slice = null;
        while (!stream.IsOperator("]"))
        {
            if (keys.Count > 0) stream.ExpectOperator(",");
            if (ParseSlice(value, open.Line) is var (key, sliced))
            {
                slice ??= sliced;
                keys.Add(key ?? new ConstantExpression(null, open.Line));
            }
        }

        stream.ExpectOperator("]");
        if (keys.Count == 1) return slice ?? new ItemExpression(value, keys[0], open.Line);
        return slice is null ? new ItemExpression(value, new TupleExpression(keys, open.Line), open.Line) : throw stream.Fault("slices cannot be combined");
    }

    private (Expression? Key, Expression? Slice) ParseSlice(Expression value, int line)
    {
        var parts = new Expression?[3];
        var count = 0;
        if (stream.IsOperator(":"))
        {
            stream.Next();
            count = 1;
        }
        else
        {
            parts[0] = Parse();
            if (!stream.SkipOperator(":")) return (parts[0], null);
            count = 1;
        }

        if (!stream.IsOperator(":") && !IsSliceEnd()) parts[1] = Parse();
        if (stream.SkipOperator(":"))
        {
            count = 2;
            if (!IsSliceEnd()) parts[2] = Parse();
        }

        return (null, new SliceExpression(value, parts[0], parts[1], count == 2 ? parts[2] : null, line));
    }

    private bool IsSliceEnd() => stream.IsOperator("]") || stream.IsOperator(",");

    private CallArguments ParseArguments()
    {
        stream.ExpectOperator("(");
        List<Expression> positional = [];
        List<(string, Expression)> named = [];
        Expression? more = null;
        Expression? moreNamed = null;
        var isFirst = true;
        while (!stream.IsOperator(")"))
        {
            if (!isFirst)
            {
                stream.ExpectOperator(",");
                if (stream.IsOperator(")")) break;
            }

            isFirst = false;
            if (stream.IsOperator("*"))
            {
                Ensure(more is null && moreNamed is null);
                stream.Next();
                more = Parse();
            }
            else if (stream.IsOperator("**"))
            {
                Ensure(moreNamed is null);
                stream.Next();
                moreNamed = Parse();
            }
            else if (stream.Current.Kind == TokenKind.Name && stream.Ahead.Is(TokenKind.Operator, "="))
            {
                Ensure(moreNamed is null);
                var name = stream.Next().Text;
                stream.Next();
                named.Add((name, Parse()));
            }
            else
            {
                Ensure(more is null && moreNamed is null && named.Count == 0);
                positional.Add(Parse());
            }
        }

        stream.ExpectOperator(")");
        return new CallArguments(positional, named, more, moreNamed);

        void Ensure(bool holds)
        {
            if (!holds) throw stream.Fault("invalid syntax for function call expression");
        }
    }

    private Expression ParseTest(Expression value)
    {
        var line = stream.Next().Line;
        var isNegated = stream.SkipName("not");
        var name = ParseDottedName();
        var arguments = CallArguments.None;
        if (stream.IsOperator("("))
        {
            arguments = ParseArguments();
        }
        else if (BeginsTestArgument())
        {
            if (stream.IsName("is")) throw stream.Fault("You cannot chain multiple tests with is");
            arguments = new CallArguments([ParsePostfix(ParsePrimary())], [], null, null);
        }

        Expression test = new TestExpression(value, name, arguments, line);
        return isNegated ? new UnaryExpression(result => !PythonSequences.Truth(result), test, line) : test;
    }

    private bool BeginsTestArgument() => stream.Current switch
    {
        { Kind: TokenKind.Name, Text: "else" or "or" or "and" } => false,
        { Kind: TokenKind.Name or TokenKind.Text or TokenKind.Number } => true,
        { Kind: TokenKind.Operator, Text: "[" or "{" } => true,
        _ => false,
    };

    private string ParseDottedName()
    {
        var name = stream.Expect(TokenKind.Name).Text;
        while (stream.SkipOperator(".")) name += "." + stream.Expect(TokenKind.Name).Text;
        return name;
    }
}
