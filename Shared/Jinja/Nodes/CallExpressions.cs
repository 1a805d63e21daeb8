using Salt.Jinja.Binding;
using Salt.Jinja.Library;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

internal sealed class CallExpression(Expression callee, CallArguments arguments, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => arguments.Children.Prepend(callee);

    public override object? Evaluate(Frame frame) => Invoke(frame, caller: null);

    /// <param name="caller">The body of a call block, as a macro; null: a plain call.</param>
    public object? Invoke(Frame frame, Macro? caller)
    {
        var called = callee.Evaluate(frame);
        var given = arguments.Evaluate(frame);
        if (caller is not null) given = given with { Named = [.. given.Named, KeyValuePair.Create("caller", (object?)caller)] };
        return called switch
        {
            Macro macro => macro.Invoke(given, frame.Autoescape),
            Callable callable => Made.Of(callable.Call(given)),
            Undefined undefined => throw undefined.Error,
            _ => throw TemplateException.Type($"'{PythonTypes.NameOf(called)}' object is not callable"),
        };
    }
}

/// <param name="value">Null: the body of a filter block, which is handed over.</param>
internal sealed class FilterExpression(Expression? value, string name, CallArguments arguments, int line) : Expression(line)
{
    private Filter? _filter;

    public override IEnumerable<Node> Children => value is null ? arguments.Children : arguments.Children.Prepend(value);

    public override void Bind(Binder binder)
    {
        base.Bind(binder);
        _filter = binder.Context.Environment.FindFilter(name);
        if (_filter is null && !binder.IsConditional) throw binder.Context.Fault($"No filter named '{name}'.", this);
    }

    public override object? Evaluate(Frame frame) => Apply(frame, value!.Evaluate(frame));

    /// <param name="text">Null: what the filter within gives.</param>
    public object? Apply(Frame frame, object? text)
    {
        var given = arguments.Evaluate(frame);
        return _filter is null ? throw TemplateException.Runtime($"No filter named '{name}' found.") : Made.Of(_filter.Apply(frame, text, given));
    }

    /// <summary>Of a chain of filters that begins with a block's body.</summary>
    public object? ApplyChain(Frame frame, object? body) =>
        Apply(frame, value is FilterExpression inner ? inner.ApplyChain(frame, body) : body);
}

internal sealed class TestExpression(Expression value, string name, CallArguments arguments, int line) : Expression(line)
{
    private Test? _test;

    public override IEnumerable<Node> Children => arguments.Children.Prepend(value);

    public override void Bind(Binder binder)
    {
        base.Bind(binder);
        _test = binder.Context.Environment.FindTest(name);
        if (_test is null && !binder.IsConditional) throw binder.Context.Fault($"No test named '{name}'.", this);
    }

    public override object? Evaluate(Frame frame)
    {
        var (tested, given) = (value.Evaluate(frame), arguments.Evaluate(frame));
        return _test is null ? throw TemplateException.Runtime($"No test named '{name}' found.") : _test.Holds(frame, tested, given);
    }
}
