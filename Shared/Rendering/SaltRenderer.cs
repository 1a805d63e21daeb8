using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Rendering.Filters;
using Salt.Shared.Rendering.Functions;
using Salt.Shared.Values;

namespace Salt.Shared.Rendering;

/// <summary>Renders files as Salt does: Jinja with Salt's names, filters, tags and functions, then YAML or JSON.</summary>
/// <param name="more">Functions besides those that need nothing of the machine, which go before others of their name.</param>
/// <param name="log">Takes what templates log.</param>
public sealed class SaltRenderer(IRenderFiles files, IEnumerable<RenderFunction> more, ILogger log, JinjaOptions? options = null)
{
    private readonly ConcurrentDictionary<string, JinjaEnvironment> _environments = new();
    private readonly JinjaOptions _options = (options ?? new JinjaOptions()) with { Undefined = UndefinedKind.Strict };
    private readonly Dictionary<string, RenderFunction> _functions = Index([.. DataFunctions.All, .. MergeFunctions.All, .. new PlainFunctions(log).All, .. more.Select(OfTheHost)]);

    /// <summary>Renders a file through the renderers that its first line names.</summary>
    /// <param name="sls">What it is as an SLS, with dots; null: it is none.</param>
    /// <param name="context">More names; null: none.</param>
    /// <param name="cancellation">Whoever wants it has gone.</param>
    /// <exception cref="RenderException">File, line and cause.</exception>
    public RenderResult Render(
        RenderFile file, RenderSubject subject, string saltenv, string? sls, PyDict? context = null, string usual = Pipeline.Usual, CancellationToken cancellation = default)
    {
        using var budget = WorkBudget.Begin(_options, cancellation);
        try
        {
            return Through(Pipeline.Of(file, usual), file, subject, saltenv, sls, context);
        }
        catch (TemplateException e)
        {
            // A renderer behind the first has used up what there was.
            throw Explain(file, e);
        }
    }

    private RenderResult Through(IReadOnlyList<string> renderers, RenderFile file, RenderSubject subject, string saltenv, string? sls, PyDict? context)
    {
        var text = file.Text;
        object? value = text;
        KeyLines? lines = null;
        foreach (var renderer in renderers)
        {
            switch (renderer)
            {
                case "jinja":
                    value = text = RenderText(file, subject, saltenv, sls, context);
                    break;
                case "yaml":
                    (value, lines) = ReadYaml(file, text);
                    break;
                case "json":
                    value = ReadJson(file, Pipeline.WithBlankFirstLine(text));
                    break;
                default:
                    value = text = Pipeline.WithoutFirstLine(text);
                    break;
            }
        }

        return new RenderResult(text, value, lines);
    }

    /// <summary>Renders a template and leaves it text.</summary>
    /// <inheritdoc cref="Render"/>
    public string RenderText(RenderFile file, RenderSubject subject, string saltenv, string? sls, PyDict? context = null)
    {
        var environment = _environments.GetOrAdd(saltenv, Make);
        try
        {
            var text = environment.Render(environment.Compile(file.Path, file.Text), SlsNames.OfTemplate(file.Path, file.Place), Names(file, subject, saltenv, sls, context));
            // Jinja takes the last line break away, and Salt puts it back.
            return file.Text.EndsWith('\n') && !_options.KeepTrailingNewline ? text + "\n" : text;
        }
        catch (TemplateException e)
        {
            throw Explain(file, e);
        }
    }

    /// <summary><c>slsutil.renderer</c> within a template.</summary>
    private object? RenderNested(RenderSubject subject, object?[] a, string saltenv)
    {
        PythonStack.Check();
        var usual = a[2] is Missing ? Pipeline.Usual : PythonString.Str(a[2]);
        var environment = a[3] is Missing ? saltenv : PythonString.Str(a[3]);
        var file = a[1] is not (Missing or null) ? new RenderFile("<string>", "<string>", PythonString.Str(a[1]))
            : PythonString.Str(a[0]) is var url && url.StartsWith(RootPath.Scheme, StringComparison.Ordinal) && url[RootPath.Scheme.Length..] is var path
                && RootPath.IsBelow(path) && files.Find(path, environment) is { } found ? found
            : throw TemplateException.Runtime($"there is no file {PythonString.Str(a[0])} to render");
        try
        {
            return Render(file, subject, environment, null, usual: usual).Value;
        }
        catch (RenderException e)
        {
            throw TemplateException.Runtime(e.Message.Split('\n')[0]);
        }
    }

    // What it waits for, such as a command that it runs, is not the template's own time.
    private static RenderFunction OfTheHost(RenderFunction function) => function with
    {
        Body = (subject, arguments) =>
        {
            using var pause = WorkBudget.Pause();
            return function.Body(subject, arguments);
        },
    };

    private static RenderException Explain(RenderFile file, TemplateException e)
    {
        var cause = e.Kind switch
        {
            "UndefinedError" => $"Jinja variable {e.Message}",
            "TemplateSyntaxError" => $"Jinja syntax error: {e.Message}",
            "TemplateRuntimeError" or "TemplateNotFound" or "TemplatesNotFound" or "SecurityError" => $"Jinja error: {e.Message}",
            _ => $"Jinja error: {e.Kind}: {e.Message}",
        };
        if (e.Places.Count == 0) return new RenderException(file.Place, 0, cause, "", e);
        var place = e.Places[0];
        if (e.Places.Count > 1) cause += $" (from {string.Join(", from ", e.Places.Skip(1))})";
        return new RenderException(place.Template == file.Path ? file.Place : place.Template, place.Line, cause, place.Excerpt, e);
    }

    private static (object? Value, KeyLines Lines) ReadYaml(RenderFile file, string text)
    {
        var isRendered = text.TrimEnd('\n') != file.Text.TrimEnd('\n');
        try
        {
            var lines = new KeyLines(file.Place, isRendered);
            return (PythonYaml.Load(text, lines), lines);
        }
        catch (YamlFormatException e)
        {
            var where = isRendered ? " of what was rendered" : "";
            // A tab is found in the line after the one that it is reported for.
            var line = LineOf(text, e.Line).Contains('\t') || !LineOf(text, e.Line + 1).TrimStart(' ').StartsWith('\t') ? e.Line : e.Line + 1;
            throw new RenderException(file.Place, line, $"YAML error in column {e.Column}{where}: {Explain(e.Message, LineOf(text, line))}", LineOf(text, line), e);
        }
    }

    private static string Explain(string message, string line) => line.TrimStart(' ').StartsWith('\t') ? $"{message}; there is a tab where only spaces may indent" : message;

    private static object? ReadJson(RenderFile file, string text)
    {
        try
        {
            return PythonData.ParseJson(text);
        }
        catch (JsonException e)
        {
            if (e.LineNumber is null) throw new RenderException(file.Place, 0, $"JSON error: {e.Message}", "", e);
            var line = (int)e.LineNumber + 1;
            throw new RenderException(file.Place, line, $"JSON error: it is none from byte {e.BytePositionInLine + 1} of the line on", LineOf(text, line), e);
        }
    }

    private static string LineOf(string text, int line) => text.Split('\n').ElementAtOrDefault(line - 1) ?? "";

    private static Dictionary<string, RenderFunction> Index(IEnumerable<RenderFunction> functions)
    {
        var index = new Dictionary<string, RenderFunction>();
        foreach (var function in functions) index.TryAdd(function.Name, function);
        return index;
    }

    private JinjaEnvironment Make(string saltenv)
    {
        var environment = new JinjaEnvironment(_options, new SaltTemplates(files, saltenv));
        foreach (var filter in SerializingFilters.All.Concat(ListFilters.All).Concat(TextFilters.All).Concat(NetworkFilters.All).Concat(RandomFilters.All).Concat(NamingFilters.All)) environment.Add(filter);
        foreach (var test in SaltTests.All) environment.Add(test);
        environment.Readers["yaml"] = SerializingFilters.ReadYaml;
        environment.Readers["json"] = SerializingFilters.ReadJson;
        environment.Readers["text"] = text => text;
        environment.Globals["odict"] = environment.Globals["dict"];
        environment.Globals["raise"] = new NativeFunction("raise", ["msg"], a => throw TemplateException.Runtime(PythonString.Str(a[0])));
        return environment;
    }

    // As in Salt, what is imported without context knows these too, and only the names of its own file are its own.
    private Dictionary<string, object?> Names(RenderFile file, RenderSubject subject, string saltenv, string? sls, PyDict? context)
    {
        var names = sls is null ? [] : SlsNames.OfSls(sls, file.Path);
        names["salt"] = new SaltFunctions(
            new Dictionary<string, RenderFunction>(_functions)
            {
                ["slsutil.renderer"] = new("slsutil.renderer", ["path?", "string?", "default_renderer?", "saltenv?"], (minion, a) => RenderNested(minion, a, saltenv)),
            },
            subject);
        names["grains"] = subject.Grains;
        names["pillar"] = subject.Pillar;
        names["opts"] = subject.Opts;
        names["id"] = subject.Id;
        names["saltenv"] = names["env"] = saltenv;
        foreach (var (name, value) in context ?? []) names[PythonString.Str(name)] = value;
        names["show_full_context"] = new NativeFunction("show_full_context", [], _ =>
        {
            var all = new PyDict();
            foreach (var (name, value) in names) all[name] = value;
            return all;
        });
        return names;
    }
}
