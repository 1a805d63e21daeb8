using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <summary>What stands between the tags.</summary>
internal sealed class DataStatement(string text, int line) : Statement(line)
{
    public string Text => text;

    public override IEnumerable<Node> Children => [];

    public override Flow Execute(Frame frame)
    {
        if (!frame.IsSilent) frame.Output.Append(text);
        return Flow.Next;
    }
}

/// <summary><c>{{ value }}</c>.</summary>
internal sealed class OutputStatement(Expression value, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [value];

    public override Flow Execute(Frame frame)
    {
        if (!frame.IsSilent) frame.Write(value.Evaluate(frame));
        return Flow.Next;
    }
}

internal sealed class DoStatement(Expression value, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [value];

    public override Flow Execute(Frame frame)
    {
        value.Evaluate(frame);
        return Flow.Next;
    }
}

internal sealed class BreakStatement(int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [];

    public override Flow Execute(Frame frame) => Flow.Break;
}

internal sealed class ContinueStatement(int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [];

    public override Flow Execute(Frame frame) => Flow.Continue;
}

/// <param name="branches">The <c>if</c> and each <c>elif</c>.</param>
internal sealed class IfStatement(IReadOnlyList<(Expression Test, Body Body)> branches, Body otherwise, int line) : Statement(line)
{
    public override IEnumerable<Node> Children =>
        [.. branches.SelectMany(branch => branch.Body.Statements.Prepend<Node>(branch.Test)), .. otherwise.Statements];

    public override void Declare(Symbols symbols)
    {
        branches[0].Test.Declare(symbols);
        var body = In(symbols, branches[0].Body.Statements);
        var elifs = symbols.Branch();
        foreach (var (test, elif) in branches.Skip(1))
        {
            test.Declare(elifs);
            elifs.Merge([In(elifs, elif.Statements), elifs.Branch(), elifs.Branch()]);
        }

        symbols.Merge([body, elifs, In(symbols, otherwise.Statements)]);
    }

    public override void Bind(Binder binder)
    {
        var inside = binder with { IsConditional = true };
        foreach (var (test, body) in branches)
        {
            test.Bind(inside);
            inside.Bind(body.Statements);
        }

        inside.Bind(otherwise.Statements);
    }

    public override Flow Execute(Frame frame)
    {
        foreach (var (test, body) in branches)
        {
            if (PythonSequences.Truth(test.Evaluate(frame))) return body.Run(frame);
        }

        return otherwise.Run(frame);
    }

    private static Symbols In(Symbols symbols, IReadOnlyList<Statement> statements)
    {
        var branch = symbols.Branch();
        foreach (var statement in statements) statement.Declare(branch);
        return branch;
    }
}

internal sealed class SetStatement(Node target, Expression value, int line) : Statement(line)
{
    private readonly IAssignable _target = (IAssignable)target;
    private readonly NamespaceTarget[] _namespaces = [.. NamespaceTarget.In(target)];

    public override IEnumerable<Node> Children => [value, target];

    public override Flow Execute(Frame frame)
    {
        foreach (var space in _namespaces) space.Check(frame);
        _target.Assign(frame, value.Evaluate(frame));
        return Flow.Next;
    }
}

/// <summary><c>{% set name %}...{% endset %}</c>.</summary>
/// <param name="filter">What the text goes through; null: nothing.</param>
/// <param name="convert">What the text is read as; null: it stays a text.</param>
internal sealed class SetBlockStatement(Node target, Body body, FilterExpression? filter, Func<string, object?>? convert, int line) : Statement(line)
{
    private readonly IAssignable _target = (IAssignable)target;
    private ScopeEntry? _scope;

    public override IEnumerable<Node> Children => [target, .. filter is null ? Array.Empty<Node>() : [filter], .. body.Statements];

    public override void Declare(Symbols symbols)
    {
        filter?.Declare(symbols);
        target.Declare(symbols);
    }

    public override void Bind(Binder binder)
    {
        var inner = binder.Inner();
        foreach (var statement in body.Statements) statement.Declare(inner.Symbols);
        inner.Bind(body.Statements);
        _scope = new ScopeEntry(inner.Symbols);
        filter?.Bind(binder);
        target.Bind(binder);
    }

    public override Flow Execute(Frame frame)
    {
        _scope!.Enter(frame);
        var text = body.CaptureText(frame);
        object? value = convert is not null ? convert(text) : Body.Wrap(frame, text);
        // What a filter makes of it is text again, and safe, where texts are escaped.
        if (filter is not null && filter.ApplyChain(frame, value) is var filtered) value = frame.Autoescape && convert is null ? Body.Wrap(frame, PythonString.Str(filtered)) : filtered;
        _target.Assign(frame, value);
        return Flow.Next;
    }
}

/// <summary><c>{% filter name %}...{% endfilter %}</c>.</summary>
internal sealed class FilterBlockStatement(FilterExpression filter, Body body, int line) : Statement(line)
{
    private ScopeEntry? _scope;

    public override IEnumerable<Node> Children => [.. body.Statements, filter];

    public override void Declare(Symbols symbols) => filter.Declare(symbols);

    public override void Bind(Binder binder)
    {
        var inner = binder.Inner();
        foreach (var child in Children) child.Declare(inner.Symbols);
        inner.Bind(Children);
        _scope = new ScopeEntry(inner.Symbols);
    }

    public override Flow Execute(Frame frame)
    {
        _scope!.Enter(frame);
        frame.Write(filter.ApplyChain(frame, body.Capture(frame)));
        return Flow.Next;
    }
}

/// <summary><c>{% with a=1 %}...{% endwith %}</c>.</summary>
internal sealed class WithStatement(IReadOnlyList<(Node Target, Expression Value)> names, Body body, int line) : Statement(line)
{
    private ScopeEntry? _scope;

    public override IEnumerable<Node> Children => [.. names.Select(name => name.Target), .. names.Select(name => name.Value), .. body.Statements];

    public override void Declare(Symbols symbols)
    {
        foreach (var (_, value) in names) value.Declare(symbols);
    }

    public override void Bind(Binder binder)
    {
        var inner = binder.Inner();
        foreach (var (target, _) in names) target.Declare(inner.Symbols);
        foreach (var statement in body.Statements) statement.Declare(inner.Symbols);
        binder.Bind(names.Select(name => name.Value));
        inner.Bind(names.Select(name => name.Target));
        inner.Bind(body.Statements);
        _scope = new ScopeEntry(inner.Symbols);
    }

    public override Flow Execute(Frame frame)
    {
        _scope!.Enter(frame);
        foreach (var (target, value) in names) ((IAssignable)target).Assign(frame, value.Evaluate(frame));
        var flow = body.Run(frame);
        _scope.Leave(frame);
        return flow;
    }
}

/// <summary><c>{% autoescape value %}...{% endautoescape %}</c>.</summary>
internal sealed class AutoescapeStatement(Expression value, Body body, int line) : Statement(line)
{
    private ScopeEntry? _scope;

    public override IEnumerable<Node> Children => [value, .. body.Statements];

    public override void Declare(Symbols symbols) => value.Declare(symbols);

    public override void Bind(Binder binder)
    {
        value.Bind(binder);
        var inner = binder.Inner();
        foreach (var statement in body.Statements) statement.Declare(inner.Symbols);
        inner.Bind(body.Statements);
        _scope = new ScopeEntry(inner.Symbols);
    }

    public override Flow Execute(Frame frame)
    {
        var before = frame.Autoescape;
        frame.Autoescape = PythonSequences.Truth(value.Evaluate(frame));
        _scope!.Enter(frame);
        var flow = body.Run(frame);
        frame.Autoescape = before;
        return flow;
    }
}
