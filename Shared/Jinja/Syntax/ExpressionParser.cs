using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Syntax;

/// <summary>Parses expressions: the precedence is Jinja's, which is nearly Python's.</summary>
internal sealed partial class ExpressionParser(TokenStream stream)
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

    /// <summary>What can be set: a name, or several with commas between.</summary>
    public Node ParseTarget(bool withTuple = true, string? end = null, bool isParameter = false) =>
        ToTarget(withTuple ? ParseTuple(end: end, isSimple: true) : ParsePrimary(), isParameter);

    /// <summary>What <c>set</c> can set: attributes of namespaces too, alone and among several.</summary>
    public Node ParseSetTarget()
    {
        var line = stream.Current.Line;
        List<Node> targets = [];
        var isTuple = false;
        while (true)
        {
            if (targets.Count > 0) stream.ExpectOperator(",");
            if (IsTupleEnd(null)) break;
            targets.Add(ParseSetItem());
            if (!stream.IsOperator(",")) break;
            isTuple = true;
        }

        if (isTuple) return new TupleTarget(targets, line);
        return targets.Count > 0 ? targets[0] : throw stream.Fault($"Expected an expression, got {stream.Current.Description}");
    }

    private Node ParseSetItem()
    {
        if (stream.Current.Kind != TokenKind.Name || !stream.Ahead.Is(TokenKind.Operator, ".")) return ToTarget(ParsePrimary(), isParameter: false);
        var name = ParseName();
        stream.Next();
        return new NamespaceTarget(name.Name, stream.Expect(TokenKind.Name).Text, name.Line);
    }

    public NameTarget ParseName(bool isParameter = false)
    {
        var name = stream.Expect(TokenKind.Name);
        return ReservedNames.Contains(name.Text)
            ? throw stream.Fault($"can't assign to '{name.Text}'", name.Line)
            : new NameTarget(name.Text, name.Line, isParameter);
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
                List<string> texts = [];
                while (stream.Current.Kind == TokenKind.Text) texts.Add(stream.Next().Text);
                return new ConstantExpression(string.Concat(texts), token.Line);
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

    private static T Nested<T>(Func<T> parse)
    {
        PythonStack.Check();
        return parse();
    }
}
