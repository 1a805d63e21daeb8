using System.Text;
using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>One rendering: its templates, and what they share.</summary>
internal sealed class Session(JinjaEnvironment environment, ContextLayer globals)
{
    /// <summary>Larger buffers are not kept.</summary>
    private const int MostKept = 64 << 10;

    // Most templates bring in no others.
    private Dictionary<string, Template>? _templates;
    private Dictionary<Template, Module>? _modules;
    private Dictionary<Template, IReadOnlyDictionary<string, object?>>? _own;
    private readonly Stack<StringBuilder> _texts = [];

    public JinjaEnvironment Environment => environment;

    public Lookup Lookup { get; } = new(environment.Options.Undefined);

    public StringBuilder RentText() => _texts.TryPop(out var text) ? text : new StringBuilder(256);

    public void ReturnText(StringBuilder text)
    {
        if (text.Capacity > MostKept) return;
        text.Clear();
        _texts.Push(text);
    }

    /// <param name="name">A name; or a module or template that is there already.</param>
    /// <exception cref="TemplateException">There is no such template, or it is malformed.</exception>
    public Template Load(object? name, Template from) => name switch
    {
        string or Markup => Find(PythonString.Str(name), from) ?? throw new TemplateException(TemplateLoading.NotFound, $"there is no template '{name}'"),
        Undefined undefined => throw undefined.Error,
        _ => throw TemplateException.Type($"a template's name is a text, not {PythonTypes.NameOf(name)}"),
    };

    /// <summary>The first of several that there is.</summary>
    public Template LoadAny(object? names, Template from)
    {
        if (names is not (List<object?> or PyTuple)) return Load(names, from);
        var all = PythonSequences.ToList(names);
        return all.Select(name => Find(PythonString.Str(name), from)).FirstOrDefault(found => found is not null)
            ?? throw new TemplateException(TemplateLoading.NoneFound, $"none of the templates given were found: {string.Join(", ", all.Select(PythonString.Str))}");
    }

    /// <summary>A template rendered without the names of another, once for all of the rendering.</summary>
    public Module Module(Template template)
    {
        if ((_modules ??= []).TryGetValue(template, out var module)) return module;
        var names = _own is not null && _own.TryGetValue(template, out var own) ? new ContextLayer(own, globals) : globals;
        return _modules[template] = template.Import(this, names);
    }

    private Template? Find(string name, Template from)
    {
        var full = environment.Loader.Resolve(name, from.Name);
        if ((_templates ??= []).TryGetValue(full, out var known)) return known;
        if (environment.Loader.Load(full) is not { } source) return null;
        var template = environment.Compile(source.Name, source.Text);
        if (source.Globals is { } own) (_own ??= [])[template] = own;
        return _templates[full] = template;
    }
}
