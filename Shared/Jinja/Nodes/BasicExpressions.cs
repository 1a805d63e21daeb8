using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

internal sealed class ConstantExpression(object? value, int line) : Expression(line)
{
    public object? Value => value;

    public override IEnumerable<Node> Children => [];

    public override object? Evaluate(Frame frame) => value;
}

internal sealed class NameExpression(string name, int line) : Expression(line)
{
    private Reference _place;

    public string Name => name;

    public override IEnumerable<Node> Children => [];

    public override void Declare(Symbols symbols) => symbols.Load(name);

    public override void Bind(Binder binder) => _place = binder.Reference(name);

    public override object? Evaluate(Frame frame) =>
        _place.Get(frame) is var value && value is Missing ? frame.Lookup.Name(name) : value;
}

internal sealed class TupleExpression(IReadOnlyList<Expression> items, int line) : Expression(line)
{
    public IReadOnlyList<Expression> Items => items;

    public override IEnumerable<Node> Children => items;

    public override object? Evaluate(Frame frame)
    {
        var values = new object?[items.Count];
        for (var i = 0; i < values.Length; i++) values[i] = items[i].Evaluate(frame);
        return new PyTuple(values);
    }
}

internal sealed class ListExpression(IReadOnlyList<Expression> items, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => items;

    public override object? Evaluate(Frame frame)
    {
        WorkBudget.Spend(WorkBudget.Item * (items.Count + 1L));
        var values = new List<object?>(items.Count);
        foreach (var item in items) values.Add(item.Evaluate(frame));
        return values;
    }
}

internal sealed class DictExpression(IReadOnlyList<(Expression Key, Expression Value)> entries, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => entries.SelectMany(entry => (Node[])[entry.Key, entry.Value]);

    public override object? Evaluate(Frame frame)
    {
        var dict = new PyDict(entries.Count);
        foreach (var (key, value) in entries) dict[key.Evaluate(frame)] = value.Evaluate(frame);
        return dict;
    }
}

internal sealed class ConditionalExpression(Expression test, Expression then, Expression? otherwise, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => otherwise is null ? [test, then] : [test, then, otherwise];

    public override void Bind(Binder binder) => (binder with { IsConditional = true }).Bind(Children);

    public override object? Evaluate(Frame frame)
    {
        if (PythonSequences.Truth(test.Evaluate(frame))) return then.Evaluate(frame);
        // What is missing here is no fault, even where undefined names are.
        return otherwise is not null ? otherwise.Evaluate(frame) : new Undefined(
            UndefinedKind.Default,
            $"the inline if-expression on line {Line} evaluated to false and no else section was defined.",
            Missing.Value,
            null);
    }
}

internal sealed class AttributeExpression(Expression value, string name, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [value];

    public override object? Evaluate(Frame frame) => frame.Lookup.Attribute(value.Evaluate(frame), name);
}

internal sealed class ItemExpression(Expression value, Expression key, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [value, key];

    public override object? Evaluate(Frame frame) => frame.Lookup.Item(value.Evaluate(frame), key.Evaluate(frame));
}

internal sealed class SliceExpression(Expression value, Expression? start, Expression? stop, Expression? step, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => new[] { value, start, stop, step }.OfType<Node>();

    public override object? Evaluate(Frame frame)
    {
        var sliced = value.Evaluate(frame);
        if (sliced is Undefined undefined) return frame.Lookup.Item(undefined, null);
        return PythonSequences.Slice(sliced, start?.Evaluate(frame), stop?.Evaluate(frame), step?.Evaluate(frame));
    }
}
