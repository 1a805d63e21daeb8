using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Syntax;

/// <summary>Parses expressions: the precedence is Jinja's, which is nearly Python's.</summary>
internal sealed class ExpressionParser(TokenStream stream)
{
    private static readonly Dictionary<string, Func<object?, object?, bool>> Comparisons = new()
    {
        ["=="] = PythonEquality.Equals,
        ["!="] = (left, right) => !PythonEquality.Equals(left, right),
        ["<"] = PythonOperators.Less,
        ["<="] = PythonOperators.LessOrEqual,
        [">"] = PythonOperators.Greater,
        [">="] = PythonOperators.GreaterOrEqual,
    };

    private static readonly Dictionary<string, Func<object?, object?, object?>> Sums = new()
    {
        ["+"] = PythonOperators.Add,
        ["-"] = PythonOperators.Subtract,
    };

    private static readonly Dictionary<string, Func<object?, object?, object?>> Products = new()
    {
        ["*"] = PythonOperators.Multiply,
        ["/"] = PythonOperators.Divide,
        ["//"] = PythonOperators.FloorDivide,
        ["%"] = PythonOperators.Modulo,
    };

    private static readonly Dictionary<string, Func<object?, object?, object?>> Powers = new() { ["**"] = PythonOperators.Power };

    private static readonly HashSet<string> ReservedNames = ["true", "false", "none", "True", "False", "None"];

    /// <param name="withConditional">It may be <c>a if b else c</c>.</param>
    public Expression Parse(bool withConditional = true)
    {
        PythonStack.Check();
        return withConditional ? ParseConditional() : ParseOr();
    }

    /// <summary>An expression, or several with commas between: a tuple.</summary>
    /// <param name="end">A name that ends it; null: none does.</param>
    public Expression ParseTuple(bool withConditional = true, string? end = null, bool isParenthesized = false, bool isSimple = false)
    {
        var line = stream.Current.Line;
        List<Expression> items = [];
        var isTuple = false;
        while (true)
        {
            if (items.Count > 0) stream.ExpectOperator(",");
            if (IsTupleEnd(end)) break;
            items.Add(isSimple ? ParsePrimary() : Parse(withConditional));
            if (!stream.IsOperator(",")) break;
            isTuple = true;
        }

        if (isTuple) return new TupleExpression(items, line);
        if (items.Count > 0) return items[0];
        return isParenthesized ? new TupleExpression(items, line) : throw stream.Fault($"Expected an expression, got {stream.Current.Description}");
    }

    /// <summary>What can be set: a name, several with commas between, or a namespace's attribute.</summary>
    public Node ParseTarget(bool withTuple = true, bool withNamespace = false, string? end = null, bool isParameter = false)
    {
        if (withNamespace && stream.Ahead.Is(TokenKind.Operator, "."))
        {
            var name = stream.Expect(TokenKind.Name);
            stream.Next();
            return new NamespaceTarget(name.Text, stream.Expect(TokenKind.Name).Text, name.Line);
        }

        return ToTarget(withTuple ? ParseTuple(end: end, isSimple: true) : ParsePrimary(), isParameter);
    }

    public NameTarget ParseName(bool isParameter = false)
    {
        var name = stream.Expect(TokenKind.Name);
        return ReservedNames.Contains(name.Text)
            ? throw stream.Fault($"can't assign to '{name.Text}'", name.Line)
            : new NameTarget(name.Text, name.Line, isParameter);
    }

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

    public Node ToTarget(Expression expression, bool isParameter) => expression switch
    {
        NameExpression name => new NameTarget(name.Name, name.Line, isParameter),
        TupleExpression tuple => new TupleTarget([.. tuple.Items.Select(item => ToTarget(item, isParameter))], tuple.Line),
        ConstantExpression { Value: null or bool } constant => throw stream.Fault($"can't assign to '{PythonString.Repr(constant.Value)}'", constant.Line),
        _ => throw stream.Fault("this cannot be assigned to", expression.Line),
    };

    private bool IsTupleEnd(string? end) =>
        stream.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd || stream.IsOperator(")") || (end is not null && stream.IsName(end));

    private Expression ParseConditional()
    {
        var line = stream.Current.Line;
        var expression = ParseOr();
        while (stream.SkipName("if"))
        {
            var test = ParseOr();
            expression = new ConditionalExpression(test, expression, stream.SkipName("else") ? Nested(ParseConditional) : null, line);
        }

        return expression;
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (stream.IsName("or"))
        {
            var line = stream.Next().Line;
            left = new OrExpression(left, ParseAnd(), line);
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (stream.IsName("and"))
        {
            var line = stream.Next().Line;
            left = new AndExpression(left, ParseNot(), line);
        }

        return left;
    }

    private Expression ParseNot()
    {
        if (!stream.IsName("not")) return ParseComparison();
        var line = stream.Next().Line;
        return new UnaryExpression(value => !PythonSequences.Truth(value), Nested(ParseNot), line);
    }

    private Expression ParseComparison()
    {
        var line = stream.Current.Line;
        var first = ParseSum();
        List<(Func<object?, object?, bool>, Expression)> rest = [];
        while (true)
        {
            if (stream.Current.Kind == TokenKind.Operator && Comparisons.TryGetValue(stream.Current.Text, out var holds))
            {
                stream.Next();
                rest.Add((holds, ParseSum()));
            }
            else if (stream.SkipName("in"))
            {
                rest.Add(((item, container) => PythonSequences.Contains(container, item), ParseSum()));
            }
            else if (stream.IsName("not") && stream.Ahead.Is(TokenKind.Name, "in"))
            {
                stream.Next();
                stream.Next();
                rest.Add(((item, container) => !PythonSequences.Contains(container, item), ParseSum()));
            }
            else
            {
                return rest.Count == 0 ? first : new CompareExpression(first, rest, line);
            }
        }
    }

    private Expression ParseSum() => ParseChain(Sums, ParseConcat);

    private Expression ParseConcat()
    {
        var line = stream.Current.Line;
        List<Expression> parts = [ParseProduct()];
        while (stream.SkipOperator("~")) parts.Add(ParseProduct());
        return parts.Count == 1 ? parts[0] : new ConcatExpression(parts, line);
    }

    private Expression ParseProduct() => ParseChain(Products, ParsePower);

    private Expression ParsePower() => ParseChain(Powers, () => ParseUnary());

    private Expression ParseChain(Dictionary<string, Func<object?, object?, object?>> operators, Func<Expression> operand)
    {
        var left = operand();
        while (stream.Current.Kind == TokenKind.Operator && operators.TryGetValue(stream.Current.Text, out var apply))
        {
            var line = stream.Next().Line;
            left = new BinaryExpression(apply, left, operand(), line);
        }

        return left;
    }

    private Expression ParseUnary(bool withFilter = true)
    {
        var line = stream.Current.Line;
        Expression value;
        if (stream.SkipOperator("-")) value = new UnaryExpression(PythonOperators.Negate, Nested(() => ParseUnary(withFilter: false)), line);
        else if (stream.SkipOperator("+")) value = new UnaryExpression(PythonOperators.Plus, Nested(() => ParseUnary(withFilter: false)), line);
        else value = ParsePrimary();
        value = ParsePostfix(value);
        return withFilter ? ParseFiltersAndTests(value) : value;
    }

    private Expression ParsePrimary()
    {
        var token = stream.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                stream.Next();
                return token.Text switch
                {
                    "true" or "True" => new ConstantExpression(true, token.Line),
                    "false" or "False" => new ConstantExpression(false, token.Line),
                    "none" or "None" => new ConstantExpression(null, token.Line),
                    _ => new NameExpression(token.Text, token.Line),
                };
            case TokenKind.Text:
                // Texts side by side are one.
                var text = stream.Next().Text;
                while (stream.Current.Kind == TokenKind.Text) text += stream.Next().Text;
                return new ConstantExpression(text, token.Line);
            case TokenKind.Number:
                stream.Next();
                return new ConstantExpression(token.Number, token.Line);
            case TokenKind.Operator when token.Text == "(":
                stream.Next();
                var inside = Nested(() => ParseTuple(isParenthesized: true));
                stream.ExpectOperator(")");
                return inside;
            case TokenKind.Operator when token.Text == "[":
                return new ListExpression(ParseItems("[", "]", () => Parse()), token.Line);
            case TokenKind.Operator when token.Text == "{":
                return new DictExpression(ParseItems("{", "}", ParseEntry), token.Line);
            default:
                throw stream.Fault(token.Kind == TokenKind.End ? "unexpected end of template" : $"unexpected {token.Description}");
        }
    }

    private (Expression Key, Expression Value) ParseEntry()
    {
        var key = Parse();
        stream.ExpectOperator(":");
        return (key, Parse());
    }

    private List<T> ParseItems<T>(string open, string close, Func<T> parse)
    {
        stream.ExpectOperator(open);
        List<T> items = [];
        while (!stream.IsOperator(close))
        {
            if (items.Count > 0) stream.ExpectOperator(",");
            if (stream.IsOperator(close)) break;
            items.Add(parse());
        }

        stream.ExpectOperator(close);
        return items;
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

    private static T Nested<T>(Func<T> parse)
    {
        PythonStack.Check();
        return parse();
    }
}
