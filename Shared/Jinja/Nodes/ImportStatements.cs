using Salt.Jinja.Binding;
using Salt.Jinja.Rendering;

namespace Salt.Jinja.Nodes;

/// <summary>A statement that brings in another template, with the names of this one or without.</summary>
internal abstract class TemplateStatement(Expression name, bool withContext, int line) : Statement(line)
{
    private (string Name, Reference Place)[] _visible = [];

    public override IEnumerable<Node> Children => [name];

    protected Expression Name => name;

    protected bool WithContext => withContext;

    public override void Bind(Binder binder)
    {
        base.Bind(binder);
        _visible = binder.Visible();
    }

    /// <summary>The names as they are now.</summary>
    protected ContextLayer Names(Frame frame) =>
        frame.Context.Snapshot(_visible.Select(visible => KeyValuePair.Create(visible.Name, visible.Place.Get(frame))));

    protected Module Import(Frame frame)
    {
        var template = frame.Session.Load(name.Evaluate(frame), frame.Template);
        return withContext ? template.Import(frame.Session, Names(frame)) : frame.Session.Module(template);
    }
}

/// <summary><c>{% include 'name' ignore missing without context %}</c>.</summary>
internal sealed class IncludeStatement(Expression name, bool withContext, bool ignoreMissing, int line) : TemplateStatement(name, withContext, line)
{
    public override Flow Execute(Frame frame)
    {
        Template template;
        try
        {
            template = frame.Session.LoadAny(Name.Evaluate(frame), frame.Template);
        }
        catch (TemplateException e) when (ignoreMissing && e.Kind is TemplateLoading.NotFound or TemplateLoading.NoneFound)
        {
            return Flow.Next;
        }

        if (WithContext) template.Render(frame.Session, new Context(Names(frame)), frame.Output);
        else frame.Output.Append(frame.Session.Module(template).Text);
        return Flow.Next;
    }
}

/// <summary><c>{% import 'name' as target %}</c>.</summary>
/// <param name="convert">What the template's text is read as; null: the target is the module.</param>
internal sealed class ImportStatement(Expression name, string target, bool withContext, Func<string, object?>? convert, int line)
    : TemplateStatement(name, withContext, line)
{
    private Reference _place;
    private bool _isTopLevel;

    public override IEnumerable<Node> Children => [Name, new NameTarget(target, Line, isParameter: false)];

    public override void Bind(Binder binder)
    {
        base.Bind(binder);
        _place = binder.Reference(target);
        _isTopLevel = binder.IsTopLevel;
    }

    public override Flow Execute(Frame frame)
    {
        var module = Import(frame);
        var value = convert is null ? module : convert(module.Text);
        _place.Set(frame, value);
        // What was imported is not exported again; what was made of it is.
        if (_isTopLevel) frame.Context.Set(target, value, isExported: convert is not null && target[0] != '_');
        return Flow.Next;
    }
}

/// <summary><c>{% from 'name' import a, b as c %}</c>.</summary>
internal sealed class FromImportStatement(Expression name, IReadOnlyList<(string Name, string Target)> names, bool withContext, int line)
    : TemplateStatement(name, withContext, line)
{
    private Reference[] _places = [];
    private bool _isTopLevel;

    public override IEnumerable<Node> Children => [Name, .. names.Select(pair => new NameTarget(pair.Target, Line, isParameter: false))];

    public override void Bind(Binder binder)
    {
        base.Bind(binder);
        _places = [.. names.Select(pair => binder.Reference(pair.Target))];
        _isTopLevel = binder.IsTopLevel;
    }

    public override Flow Execute(Frame frame)
    {
        var module = Import(frame);
        for (var i = 0; i < _places.Length; i++)
        {
            if (!module.TryGetAttribute(names[i].Name, out var value))
            {
                value = frame.Lookup.Because(
                    $"the template '{module.Name}' (imported on line {Line}) does not export the requested name '{names[i].Name}'",
                    names[i].Name);
            }

            _places[i].Set(frame, value);
            if (_isTopLevel) frame.Context.Set(names[i].Target, value, isExported: false);
        }

        return Flow.Next;
    }
}
