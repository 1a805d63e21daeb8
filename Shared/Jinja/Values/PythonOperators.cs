using System.Numerics;
using System.Text;
using Salt.Jinja.Formatting;

namespace Salt.Jinja.Values;

/// <summary>The operators of expressions.</summary>
public static class PythonOperators
{
    /// <summary>Repeating a text or list makes nothing longer than this.</summary>
    private const int MostRepeated = 10_000_000;

    public static object? Add(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Add(left!, right!);
        return (left, right) switch
        {
            (string a, string b) => Join(a, b),
            (Markup a, _) when IsText(right) => new Markup(Join(a.Text, Markup.Escape(right).Text)),
            (_, Markup b) when IsText(left) => new Markup(Join(Markup.Escape(left).Text, b.Text)),
            (List<object?> a, List<object?> b) => Join(a, b),
            (PyTuple a, PyTuple b) => new PyTuple([.. Join(a, b)]),
            (string or Markup, not Undefined) => throw TemplateException.Type($"can only concatenate str (not \"{PythonTypes.NameOf(right)}\") to str"),
            (List<object?>, not Undefined) => throw TemplateException.Type($"can only concatenate list (not \"{PythonTypes.NameOf(right)}\") to list"),
            _ => throw Unsupported("+", left, right),
        };
    }

    public static object? Subtract(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Subtract(left!, right!);
        throw Unsupported("-", left, right);
    }

    public static object? Multiply(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Multiply(left!, right!);
        if (PythonNumbers.IsWhole(right) && Repeat(left, right!) is { } repeated) return repeated;
        if (PythonNumbers.IsWhole(left) && Repeat(right, left!) is { } other) return other;
        throw Unsupported("*", left, right);
    }

    public static object? Divide(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Divide(left!, right!);
        throw Unsupported("/", left, right);
    }

    public static object? FloorDivide(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.FloorDivide(left!, right!);
        throw Unsupported("//", left, right);
    }

    /// <summary>Of a text: formatting.</summary>
    public static object? Modulo(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Modulo(left!, right!);
        if (left is string format) return PercentFormat.Format(format, right);
        if (left is Markup markup) return new Markup(PercentFormat.Format(markup.Text, right, escape: true));
        throw Unsupported("%", left, right);
    }

    public static object? Power(object? left, object? right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Power(left!, right!);
        throw Unsupported("** or pow()", left, right);
    }

    public static object? Negate(object? value)
    {
        if (PythonNumbers.IsNumber(value)) return PythonNumbers.Negate(value!);
        if (value is Undefined undefined) throw undefined.Error;
        throw TemplateException.Type($"bad operand type for unary -: '{PythonTypes.NameOf(value)}'");
    }

    public static object? Plus(object? value)
    {
        if (value is bool flag) return PythonNumbers.Box(flag ? 1 : 0);
        if (PythonNumbers.IsNumber(value)) return value;
        if (value is Undefined undefined) throw undefined.Error;
        throw TemplateException.Type($"bad operand type for unary +: '{PythonTypes.NameOf(value)}'");
    }

    public static bool Less(object? left, object? right) => Order(left, right, "<") is < 0;

    public static bool LessOrEqual(object? left, object? right) => Order(left, right, "<=") is <= 0;

    public static bool Greater(object? left, object? right) => Order(left, right, ">") is 1;

    public static bool GreaterOrEqual(object? left, object? right) => Order(left, right, ">=") is 0 or 1;

    /// <returns>-1, 0, 1, or <see cref="PythonNumbers.Unordered"/>.</returns>
    /// <exception cref="TemplateException">TypeError: values of these types have no order.</exception>
    public static int Order(object? left, object? right, string symbol)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)) return PythonNumbers.Compare(left!, right!);
        if (IsText(left) && IsText(right)) return CompareText(PythonString.Str(left), PythonString.Str(right));
        if (left is List<object?> a && right is List<object?> b) return OrderItems(a, b, symbol);
        if (left is PyTuple c && right is PyTuple d) return OrderItems(c, d, symbol);
        if (left is Undefined undefined) throw undefined.Error;
        if (right is Undefined other) throw other.Error;
        throw TemplateException.Type($"'{symbol}' not supported between instances of '{PythonTypes.NameOf(left)}' and '{PythonTypes.NameOf(right)}'");
    }

    /// <summary>By code point, which is not the order of UTF-16.</summary>
    public static int CompareText(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a == b) continue;
            return char.IsSurrogate(a) == char.IsSurrogate(b) ? Math.Sign(a.CompareTo(b)) : char.IsSurrogate(a) ? 1 : -1;
        }

        return Math.Sign(left.Length.CompareTo(right.Length));
    }

    public static bool IsText(object? value) => value is string or Markup;

    private static string Join(string left, string right)
    {
        WorkBudget.SpendText((long)left.Length + right.Length);
        return left + right;
    }

    private static List<object?> Join(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        WorkBudget.Spend(WorkBudget.Item * ((long)left.Count + right.Count));
        return [.. left, .. right];
    }

    private static int OrderItems(IReadOnlyList<object?> left, IReadOnlyList<object?> right, string symbol)
    {
        PythonStack.Check();
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            WorkBudget.Step();
            if (!PythonEquality.Equals(left[i], right[i])) return Order(left[i], right[i], symbol);
        }

        return Math.Sign(left.Count.CompareTo(right.Count));
    }

    private static object? Repeat(object? value, object times)
    {
        var count = PythonNumbers.ToBig(times);
        var length = value switch
        {
            string text => text.Length,
            Markup markup => markup.Text.Length,
            List<object?> or PyTuple => PythonSequences.Length(value),
            _ => -1,
        };
        if (length < 0) return null;
        if (BigInteger.Abs(count) > long.MaxValue) throw TemplateException.Overflow("cannot fit 'int' into an index-sized integer");
        if (count.Sign < 0) count = 0;
        if (length == 0) return value is List<object?> ? new List<object?>() : value;
        if (length * count > MostRepeated) throw TemplateException.Overflow($"the repetition is longer than {MostRepeated}");
        WorkBudget.Spend(length * (long)count * (value is string or Markup ? WorkBudget.Character : WorkBudget.Item));
        return value switch
        {
            string { Length: 1 } text => new string(text[0], (int)count),
            string text => new StringBuilder(text.Length * (int)count).Insert(0, text, (int)count).ToString(),
            Markup markup => new Markup(new StringBuilder().Insert(0, markup.Text, (int)count).ToString()),
            List<object?> list => Enumerable.Repeat(list, (int)count).SelectMany(items => items).ToList(),
            _ => new PyTuple([.. Enumerable.Repeat((PyTuple)value!, (int)count).SelectMany(items => items)]),
        };
    }

    private static TemplateException Unsupported(string symbol, object? left, object? right)
    {
        if (left is Undefined undefined) return undefined.Error;
        if (right is Undefined other) return other.Error;
        return TemplateException.Type($"unsupported operand type(s) for {symbol}: '{PythonTypes.NameOf(left)}' and '{PythonTypes.NameOf(right)}'");
    }
}
