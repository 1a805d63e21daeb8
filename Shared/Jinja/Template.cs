using Salt.Jinja.Binding;
using Salt.Jinja.Nodes;
using Salt.Jinja.Rendering;

namespace Salt.Jinja;

/// <summary>A template that was parsed and checked, and can be rendered any number of times, by several threads at once.</summary>
public sealed class Template
{
    private readonly Body _body;
    private readonly ScopeEntry _scope;
    private readonly FunctionScope _function;
    private readonly Reference? _self;
    private readonly Dictionary<string, BlockStatement> _blocks;

    internal Template(JinjaEnvironment environment, string name, string text, Body body)
    {
        Name = name;
        Text = text;
        _body = body;
        TreeDepth.Check(name, body.Statements);
        var context = new BindContext(name, environment);
        var binder = Binder.Isolated(context, isTopLevel: true);
        var readsSelf = Undeclared.Reads(body.Statements, "self");
        if (readsSelf) binder.Symbols.Declare("self");
        foreach (var statement in body.Statements) statement.Declare(binder.Symbols);
        binder.Bind(body.Statements);
        _self = readsSelf ? binder.Reference("self") : null;
        _scope = new ScopeEntry(binder.Symbols);
        _function = binder.Symbols.Function;
        _blocks = context.Blocks;
    }

    /// <summary>As the loader knows it.</summary>
    public string Name { get; }

    /// <summary>Its source.</summary>
    internal string Text { get; }

    internal void AddBlocks(Context context)
    {
        foreach (var (name, block) in _blocks)
        {
            if (!context.Blocks.TryGetValue(name, out var versions)) context.Blocks[name] = versions = [];
            versions.Add((block, this));
        }
    }

    /// <summary>Writes it, and what it extends.</summary>
    internal void Render(Session session, Context context, OutputBuffer output)
    {
        AddBlocks(context);
        var ancestors = 0;
        for (var template = this; template is not null; Values.Nesting.Check(++ancestors)) template = template.RenderOwn(session, context, output);
    }

    /// <summary>Renders it for what it exports.</summary>
    internal Module Import(Session session, ContextLayer names)
    {
        var context = new Context(names);
        var output = new OutputBuffer(session);
        Render(session, context, output);
        return new Module(Name, output.Finish(), context.Exports);
    }

    /// <returns>The template that it extends; null: none.</returns>
    private Template? RenderOwn(Session session, Context context, OutputBuffer output)
    {
        Values.PythonStack.Check();
        var frame = new Frame(session, this, context, null, _function.Size, output, session.Environment.Options.Autoescape);
        _scope.Enter(frame);
        _self?.Set(frame, new BlockNames(session, context));
        _body.Run(frame);
        return frame.Parent;
    }
}
