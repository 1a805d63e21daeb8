using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Queries;

/// <summary>JMESPath (https://jmespath.org/specification.html): picks and reshapes data.</summary>
internal sealed class JmesPath
{
    /// <summary>What binds no closer than this ends a projection.</summary>
    private const int Projection = 10;

    private readonly JmesTokens _tokens;

    private JmesPath(string expression) => _tokens = new JmesTokens(expression);

    /// <exception cref="Salt.Jinja.TemplateException">The expression is malformed, or a function gets what it cannot take.</exception>
    public static object? Search(object? data, string expression)
    {
        var path = new JmesPath(expression);
        var query = path.Parse(0);
        return path._tokens.Current.Kind == JmesKind.End ? query(data) : throw path._tokens.Fault($"'{path._tokens.Current.Text}' is too much");
    }

    private static int Power(JmesToken token) => token.Kind != JmesKind.Symbol ? 0 : token.Text switch
    {
        "|" => 1,
        "||" => 2,
        "&&" => 3,
        "==" or "!=" or "<" or "<=" or ">" or ">=" => 5,
        "[]" => 9,
        "[?" => 21,
        "." => 40,
        "[" => 55,
        _ => 0,
    };

    private Func<object?, object?> Parse(int power)
    {
        PythonStack.Check();
        var left = First(_tokens.Next());
        while (Power(_tokens.Current) > power) left = Then(left, _tokens.Next().Text);
        return left;
    }

    private Func<object?, object?> First(JmesToken token)
    {
        switch (token.Kind)
        {
            case JmesKind.Literal:
                return _ => token.Value;
            case JmesKind.Name when _tokens.Skip("("):
                return Call(token.Text);
            case JmesKind.Name:
                return data => JmesValues.Member(data, token.Text);
            case JmesKind.Symbol:
                break;
            default:
                throw _tokens.Fault(token.Kind == JmesKind.End ? "something is missing at its end" : $"'{token.Text}' may not stand there");
        }

        switch (token.Text)
        {
            case "@":
                return data => data;
            case "*":
                var values = Behind(20);
                return data => JmesValues.Project(JmesValues.ValuesOf(data), values);
            case "[]":
                var flat = Behind(9);
                return data => JmesValues.Project(JmesValues.Flatten(data), flat);
            case "[?":
                return Filtered(data => data);
            case "!":
                var negated = Parse(45);
                return data => !JmesValues.IsTrue(negated(data));
            case "&":
                var quoted = Parse(0);
                return _ => quoted;
            case "(":
                var inner = Parse(0);
                _tokens.Expect(")");
                return inner;
            case "{":
                return Hash();
            case "[":
                return _tokens.Current.Kind == JmesKind.Number || _tokens.Is(":") || (_tokens.Is("*") && _tokens.Ahead is { Kind: JmesKind.Symbol, Text: "]" })
                    ? Bracket(data => data)
                    : Listed();
            default:
                throw _tokens.Fault($"'{token.Text}' may not stand there");
        }
    }

    private Func<object?, object?> Then(Func<object?, object?> left, string symbol)
    {
        switch (symbol)
        {
            case "." when _tokens.Skip("*"):
                var each = Behind(40);
                return data => JmesValues.Project(JmesValues.ValuesOf(left(data)), each);
            case ".":
                var member = Dotted(40);
                return data => left(data) is { } found ? member(found) : null;
            case "|":
                var then = Parse(1);
                return data => then(left(data));
            case "||":
                var otherwise = Parse(2);
                return data => left(data) is var one && JmesValues.IsTrue(one) ? one : otherwise(data);
            case "&&":
                var also = Parse(3);
                return data => left(data) is var one && JmesValues.IsTrue(one) ? also(data) : one;
            case "[]":
                var flat = Behind(9);
                return data => JmesValues.Project(JmesValues.Flatten(left(data)), flat);
            case "[?":
                return Filtered(left);
            case "[":
                return Bracket(left);
            default:
                var right = Parse(5);
                return data => JmesValues.Compare(symbol, left(data), right(data));
        }
    }

    /// <summary>What is done with each item of a projection.</summary>
    private Func<object?, object?> Behind(int power)
    {
        if (_tokens.Skip(".")) return Dotted(power);
        if (_tokens.Is("[") || _tokens.Is("[?")) return Parse(power);
        return Power(_tokens.Current) < Projection ? data => data : throw _tokens.Fault($"'{_tokens.Current.Text}' may not stand there");
    }

    private Func<object?, object?> Dotted(int power)
    {
        if (_tokens.Skip("[")) return Listed();
        if (_tokens.Skip("{")) return Hash();
        return _tokens.Current.Kind == JmesKind.Name || _tokens.Is("*") ? Parse(power) : throw _tokens.Fault("a name is missing behind '.'");
    }

    private Func<object?, object?> Filtered(Func<object?, object?> left)
    {
        var holds = Parse(0);
        _tokens.Expect("]");
        var then = _tokens.Is("[]") ? data => data : Behind(21);
        return data => JmesValues.Project(JmesValues.ItemsOf(left(data))?.Where(item => JmesValues.IsTrue(holds(item))), then);
    }

    /// <summary>An index, a slice, or all items.</summary>
    private Func<object?, object?> Bracket(Func<object?, object?> left)
    {
        if (_tokens.Skip("*"))
        {
            _tokens.Expect("]");
            var all = Behind(20);
            return data => JmesValues.Project(JmesValues.ItemsOf(left(data)), all);
        }

        var bounds = new object?[3];
        var place = 0;
        for (; !_tokens.Is("]"); )
        {
            if (_tokens.Skip(":")) place++;
            else if (_tokens.Current.Kind == JmesKind.Number) bounds[Math.Min(place, 2)] = _tokens.Next().Value;
            else throw _tokens.Fault("']' is missing");
            if (place > 2) throw _tokens.Fault("a slice has three parts at most");
        }

        _tokens.Expect("]");
        if (place == 0) return data => JmesValues.Index(left(data), (long)bounds[0]!);
        var then = Behind(20);
        return data => JmesValues.Project(
            left(data) is List<object?> list ? (List<object?>)PythonSequences.Slice(list, bounds[0], bounds[1], bounds[2])! : null, then);
    }

    private Func<object?, object?> Listed()
    {
        List<Func<object?, object?>> items = [Parse(0)];
        while (_tokens.Skip(",")) items.Add(Parse(0));
        _tokens.Expect("]");
        return data => data is null ? null : PythonSequences.ToList(new List<object?>(items.Select(item => item(data))));
    }

    private Func<object?, object?> Hash()
    {
        List<(string Name, Func<object?, object?> Value)> members = [];
        do
        {
            var name = _tokens.Next();
            if (name.Kind != JmesKind.Name) throw _tokens.Fault("a name is missing in braces");
            _tokens.Expect(":");
            members.Add((name.Text, Parse(0)));
        }
        while (_tokens.Skip(","));
        _tokens.Expect("}");
        return data =>
        {
            if (data is null) return null;
            var map = new PyDict();
            foreach (var (name, value) in members) map[name] = value(data);
            return map;
        };
    }

    private Func<object?, object?> Call(string name)
    {
        var function = JmesFunctions.Find(name) ?? throw _tokens.Fault($"there is no function '{name}'");
        List<Func<object?, object?>> arguments = [];
        while (!_tokens.Is(")"))
        {
            if (arguments.Count > 0) _tokens.Expect(",");
            arguments.Add(Parse(0));
        }

        _tokens.Expect(")");
        return data => function([.. arguments.Select(argument => argument(data))]);
    }
}
