using System.Collections.Concurrent;
using Salt.Jinja.Library;
using Salt.Jinja.Rendering;
using Salt.Jinja.Syntax;
using Salt.Jinja.Values;

namespace Salt.Jinja;

/// <summary>Renders templates: the options, filters, tests and global names that they have in common. Once it is set up,
/// several threads may use it at once.</summary>
/// <param name="loader">Of what templates include, import and extend; null: there is nothing.</param>
public sealed class JinjaEnvironment(JinjaOptions options, ITemplateLoader? loader = null)
{
    /// <summary>So many templates are kept compiled.</summary>
    private const int MostCompiled = 1000;

    private readonly ConcurrentDictionary<(string Name, string Text), Template> _compiled = new();
    private readonly Dictionary<string, Filter> _filters = BuiltinFilters.All.ToDictionary(filter => filter.Name);
    private readonly Dictionary<string, Test> _tests = BuiltinTests.All.ToDictionary(test => test.Name);

    public JinjaOptions Options => options;

    public ITemplateLoader Loader { get; } = loader ?? new NoTemplates();

    /// <summary>Names that every template has.</summary>
    public Dictionary<string, object?> Globals { get; } = Library.Globals.For(options);

    /// <summary>Tags that read a text as a value: <c>{% import_yaml 'file' as name %}</c> and <c>{% load_yaml as name %}</c>, by
    /// the part behind the underscore.</summary>
    public Dictionary<string, Func<string, object?>> Readers { get; } = [];

    /// <summary>Adds a filter, or takes the place of the one of that name.</summary>
    public void Add(Filter filter) => _filters[filter.Name] = filter;

    public void Add(Test test) => _tests[test.Name] = test;

    public Filter? FindFilter(string name) => _filters.GetValueOrDefault(name);

    public Test? FindTest(string name) => _tests.GetValueOrDefault(name);

    /// <param name="name">For what is said about faults, and for what the template names relative to it.</param>
    /// <exception cref="TemplateException">A syntax error, with its line.</exception>
    public Template Compile(string name, string text)
    {
        if (_compiled.TryGetValue((name, text), out var known)) return known;
        if (_compiled.Count >= MostCompiled) _compiled.Clear();
        try
        {
            return _compiled[(name, text)] = new Template(this, name, text, Parser.Parse(this, name, text));
        }
        catch (TemplateException e) when (e.Excerpt(name, text))
        {
            throw;
        }
    }

    /// <param name="names">Of the template, and of those that it brings in with its context.</param>
    /// <param name="shared">Names of every template of this rendering, those too that are brought in without context; null: none.</param>
    /// <exception cref="TemplateException">What is wrong, and where.</exception>
    public string Render(Template template, IReadOnlyDictionary<string, object?> names, IReadOnlyDictionary<string, object?>? shared = null)
    {
        var globals = new ContextLayer(Globals, null);
        if (shared is not null) globals = new ContextLayer(shared, globals);
        var session = new Session(this, globals);
        using var budget = WorkBudget.Begin(options);
        var output = new OutputBuffer(session);
        template.Render(session, new Context(new ContextLayer(names, globals)), output);
        return output.Finish();
    }

    private sealed class NoTemplates : ITemplateLoader
    {
        public string Resolve(string name, string from) => name;

        public TemplateSource? Load(string name) => null;
    }
}
