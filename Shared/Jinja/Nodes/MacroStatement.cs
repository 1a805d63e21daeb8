using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <summary>What a macro and the body of a call block have in common: parameters, and a body that runs when it is called.</summary>
internal sealed class MacroBody(IReadOnlyList<NameTarget> parameters, IReadOnlyList<Expression> defaults, Body body)
{
    private const string Caller = "caller";
    private const string VarArgs = "varargs";
    private const string KwArgs = "kwargs";

    private ScopeEntry? _scope;
    private FunctionScope? _function;
    private Reference[] _places = [];
    private Reference? _caller;
    private Reference? _varargs;
    private Reference? _kwargs;

    public IReadOnlyList<NameTarget> Parameters => parameters;

    public bool UsesCaller => _caller is not null;

    public bool TakesVarArgs => _varargs is not null;

    public bool TakesKwArgs => _kwargs is not null;

    public int ExplicitCaller { get; } = IndexOf(parameters, Caller);

    public IEnumerable<Node> Children => [.. parameters, .. defaults, .. body.Statements];

    /// <param name="node">For what is said about faults.</param>
    public void Bind(Binder binder, Node node)
    {
        var inner = binder.InnerFunction();
        _function = inner.Symbols.Function;
        foreach (var child in Children) child.Declare(inner.Symbols);
        if (Undeclared.Reads(body.Statements, Caller))
        {
            if (ExplicitCaller < 0) inner.Symbols.Declare(Caller);
            else if (ExplicitCaller < parameters.Count - defaults.Count)
                throw binder.Context.Fault("When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.", node);
            _caller = inner.Reference(Caller);
        }

        if (Reads(KwArgs)) (_, _kwargs) = (inner.Symbols.Declare(KwArgs), inner.Reference(KwArgs));
        if (Reads(VarArgs)) (_, _varargs) = (inner.Symbols.Declare(VarArgs), inner.Reference(VarArgs));
        inner.Bind(Children);
        _places = [.. parameters.Select(parameter => inner.Reference(parameter.Name))];
        _scope = new ScopeEntry(inner.Symbols);

        bool Reads(string name) => IndexOf(parameters, name) < 0 && Undeclared.Reads(body.Statements, name);
    }

    /// <param name="values">Of the parameters; <see cref="Missing"/>: not given.</param>
    public string Run(Frame home, object?[] values, object? caller, object? varargs, object? kwargs, bool autoescape)
    {
        PythonStack.Check();
        var frame = home.Within(_function!.Size);
        frame.Autoescape = autoescape;
        frame.Output = new OutputBuffer(home.Session);
        for (var i = 0; i < values.Length; i++) _places[i].Set(frame, values[i]);
        if (ExplicitCaller < 0) _caller?.Set(frame, caller);
        _kwargs?.Set(frame, kwargs);
        _varargs?.Set(frame, varargs);
        _scope!.Enter(frame);
        var firstDefault = parameters.Count - defaults.Count;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not Missing) continue;
            _places[i].Set(frame, i >= firstDefault
                ? defaults[i - firstDefault].Evaluate(frame)
                : frame.Lookup.Because($"parameter '{parameters[i].Name}' was not provided", parameters[i].Name));
        }

        body.Run(frame);
        return frame.Output.Finish();
    }

    private static int IndexOf(IReadOnlyList<NameTarget> parameters, string name)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Name == name) return i;
        }

        return -1;
    }
}

internal sealed class MacroStatement(string name, MacroBody body, int line) : Statement(line)
{
    private readonly NameTarget _target = new(name, line, isParameter: false);

    public override IEnumerable<Node> Children => body.Children;

    public override void Declare(Symbols symbols) => symbols.Store(name);

    public override void Bind(Binder binder)
    {
        _target.Bind(binder);
        body.Bind(binder, this);
    }

    public override Flow Execute(Frame frame)
    {
        _target.Assign(frame, new Macro(name, body, frame));
        return Flow.Next;
    }
}

/// <summary><c>{% call(args) macro() %}...{% endcall %}</c>.</summary>
internal sealed class CallBlockStatement(CallExpression call, MacroBody body, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [call, .. body.Children];

    public override void Declare(Symbols symbols) => call.Declare(symbols);

    public override void Bind(Binder binder)
    {
        call.Bind(binder);
        body.Bind(binder, this);
    }

    public override Flow Execute(Frame frame)
    {
        frame.Write(call.Invoke(frame, new Macro(null, body, frame)));
        return Flow.Next;
    }
}
