using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <param name="isScoped">It sees the names around it.</param>
/// <param name="isRequired">A child has to fill it.</param>
internal sealed class BlockStatement(string name, Body body, bool isScoped, bool isRequired, int line) : Statement(line)
{
    private (string Name, Reference Place)[] _visible = [];
    private ScopeEntry? _scope;
    private FunctionScope? _function;
    private Reference? _self;
    private Reference? _super;
    private bool _isTopLevel;

    public string Name => name;

    public bool IsScoped => isScoped;

    public override IEnumerable<Node> Children => body.Statements;

    // It is a scope of its own that sees the context alone.
    public override void Declare(Symbols symbols)
    {
    }

    public override void Bind(Binder binder)
    {
        _visible = isScoped ? binder.Visible() : [];
        _isTopLevel = binder.IsTopLevel;
        if (!binder.Context.Blocks.TryAdd(name, this)) throw binder.Context.Fault($"block '{name}' defined twice", this);
        var inner = Binder.Isolated(binder.Context, isTopLevel: false);
        var readsSelf = Undeclared.Reads(body.Statements, "self");
        var readsSuper = Undeclared.Reads(body.Statements, "super");
        if (readsSelf) inner.Symbols.Declare("self");
        if (readsSuper) inner.Symbols.Declare("super");
        foreach (var statement in body.Statements) statement.Declare(inner.Symbols);
        inner.Bind(body.Statements);
        _self = readsSelf ? inner.Reference("self") : null;
        _super = readsSuper ? inner.Reference("super") : null;
        _function = inner.Symbols.Function;
        _scope = new ScopeEntry(inner.Symbols);
    }

    public override Flow Execute(Frame frame)
    {
        if (_isTopLevel && frame.Parent is not null) return Flow.Next;
        var context = isScoped ? Derived(frame) : frame.Context;
        var versions = context.Blocks[name];
        if (isRequired && versions.Count <= 1) throw TemplateException.Runtime($"Required block '{name}' not found");
        versions[0].Block.Render(frame.Session, versions[0].Template, context, frame.Output);
        return Flow.Next;
    }

    /// <summary>This version of the block, in a context.</summary>
    public void Render(Session session, Template template, Context context, OutputBuffer output)
    {
        PythonStack.Check();
        var frame = new Frame(session, template, context, null, _function!.Size, output, session.Environment.Options.Autoescape);
        _scope!.Enter(frame);
        _self?.Set(frame, new BlockNames(session, context));
        if (_super is { } super)
        {
            var versions = context.Blocks[name];
            super.Set(frame, BlockReference.Find(session, context, name, versions.FindIndex(version => version.Block == this) + 1));
        }

        body.Run(frame);
    }

    private Context Derived(Frame frame)
    {
        var names = _visible.Select(visible => KeyValuePair.Create(visible.Name, visible.Place.Get(frame)));
        var context = new Context(frame.Context.Snapshot(names));
        foreach (var (block, versions) in frame.Context.Blocks) context.Blocks[block] = [.. versions];
        return context;
    }
}

/// <summary><c>{% extends 'parent' %}</c>.</summary>
internal sealed class ExtendsStatement(Expression parent, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [parent];

    public override Flow Execute(Frame frame)
    {
        if (frame.Parent is not null) throw TemplateException.Runtime("extended multiple times");
        var template = frame.Session.Load(parent.Evaluate(frame), frame.Template);
        template.AddBlocks(frame.Context);
        frame.Parent = template;
        return Flow.Next;
    }
}
