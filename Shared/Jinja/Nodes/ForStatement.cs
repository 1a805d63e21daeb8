using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <param name="test">Items for which it is false are passed over, and do not count; null: there is none.</param>
/// <param name="isRecursive">The body may call <c>loop(items)</c>.</param>
internal sealed class ForStatement(
    Node target, Expression items, Node testTarget, Expression? test, Body body, Body otherwise, bool isRecursive, int line) : Statement(line)
{
    private const string LoopName = "loop";

    private ScopeEntry? _bodyScope;
    private ScopeEntry? _testScope;
    private ScopeEntry? _elseScope;
    private FunctionScope? _function;
    private Reference _loop;
    private bool _hasLoop;

    public override IEnumerable<Node> Children =>
        [target, items, .. body.Statements, .. otherwise.Statements, .. test is null ? Array.Empty<Node>() : [test]];

    // Everything but what it goes over is another scope's.
    public override void Declare(Symbols symbols) => items.Declare(symbols);

    public override void Bind(Binder binder)
    {
        items.Bind(binder);
        var home = isRecursive ? binder.InnerFunction() : binder;
        _function = home.Symbols.Function;
        _hasLoop = isRecursive || Undeclared.Reads(body.Statements, LoopName) || HasScopedBlock(body.Statements);

        var inner = home.Inner();
        if (_hasLoop) inner.Symbols.Declare(LoopName);
        target.Declare(inner.Symbols);
        foreach (var statement in body.Statements) statement.Declare(inner.Symbols);
        target.Bind(inner);
        inner.Bind(body.Statements);
        if (_hasLoop) _loop = inner.Reference(LoopName);
        _bodyScope = new ScopeEntry(inner.Symbols);

        if (test is not null)
        {
            var testing = home.Inner();
            testTarget.Declare(testing.Symbols);
            test.Declare(testing.Symbols);
            testTarget.Bind(testing);
            test.Bind(testing);
            _testScope = new ScopeEntry(testing.Symbols);
        }

        var elsewise = home.Inner();
        foreach (var statement in otherwise.Statements) statement.Declare(elsewise.Symbols);
        elsewise.Bind(otherwise.Statements);
        _elseScope = new ScopeEntry(elsewise.Symbols);
    }

    public override Flow Execute(Frame frame)
    {
        var over = items.Evaluate(frame);
        if (isRecursive) RunRecursive(frame, over, depth: 0);
        else Run(frame, over, null, depth: 0);
        return Flow.Next;
    }

    private void RunRecursive(Frame frame, object? over, int depth)
    {
        PythonStack.Check();
        var own = frame.Within(_function!.Size);
        Run(own, over, again => Again(frame, again, depth + 1), depth);
    }

    private object Again(Frame frame, object? over, int depth)
    {
        var outer = frame.Output;
        var inner = frame.Output = new OutputBuffer(frame.Session);
        try
        {
            RunRecursive(frame, over, depth);
            return Body.Wrap(frame, inner.Finish());
        }
        finally
        {
            frame.Output = outer;
        }
    }

    private void Run(Frame frame, object? over, Func<object?, object?>? again, int depth)
    {
        var through = test is null ? PythonSequences.Iterate(over) : Passing(frame, over);
        var loop = _hasLoop ? new LoopState(through, test is null ? over : null, frame.Lookup, again, depth) : null;
        var isEmpty = true;
        foreach (var item in loop?.Items ?? through)
        {
            isEmpty = false;
            WorkBudget.Iterate();
            if (loop is not null) _loop.Set(frame, loop);
            ((IAssignable)target).Assign(frame, item);
            _bodyScope!.Enter(frame);
            if (body.Run(frame) == Flow.Break) break;
        }

        _bodyScope!.Leave(frame);
        if (!isEmpty || otherwise.Statements.Count == 0) return;
        _elseScope!.Enter(frame);
        otherwise.Run(frame);
    }

    private IEnumerable<object?> Passing(Frame frame, object? over)
    {
        _testScope!.Enter(frame);
        foreach (var item in PythonSequences.Iterate(over))
        {
            WorkBudget.Iterate();
            ((IAssignable)testTarget).Assign(frame, item);
            // What several names have taken is handed on as a tuple of them.
            if (PythonSequences.Truth(test!.Evaluate(frame))) yield return testTarget is TupleTarget several ? several.Regroup(item) : item;
        }
    }

    private static bool HasScopedBlock(IEnumerable<Node> nodes) =>
        nodes.Any(node => node is BlockStatement { IsScoped: true } || HasScopedBlock(node.Children));
}
