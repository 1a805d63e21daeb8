using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.Rendering;
using Salt.Minion.States.Compiler;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;

namespace Salt.Minion.States;

/// <summary>The SLS files of the master, rendered on this minion.</summary>
/// <param name="job">The run they are rendered for.</param>
/// <param name="pillar">As this run has it.</param>
internal sealed class SlsFiles(FunctionCall job, JsonObject pillar, CancellationToken cancellation) : ISlsSource
{
    private readonly Dictionary<string, MinionTemplates> _templates = [];

    /// <exception cref="SaltException">The master does not give its files.</exception>
    public IReadOnlyList<string> Names(string saltenv) => [.. SlsPath.NamesOf(TemplatesOf(saltenv).Files.List(saltenv).Select(file => file.Path))];

    /// <exception cref="SaltException">The master does not give its files.</exception>
    public RenderedSls? Render(string sls, string saltenv)
    {
        var (ofFile, ofFolder) = SlsPath.Of(sls);
        return Find(ofFile, saltenv) is { } file ? Rendered(file, sls, saltenv, isFolder: false)
            : Find(ofFolder, saltenv) is { } init ? Rendered(init, sls, saltenv, isFolder: true)
            : null;
    }

    /// <summary>Renders the top file.</summary>
    /// <returns>Null: there is none.</returns>
    /// <exception cref="RenderException">File, line and cause.</exception>
    /// <exception cref="SaltException">The master does not give its files, or the file is no map.</exception>
    public JsonObject? Top(string saltenv)
    {
        if (Find("top.sls", saltenv) is not { } file) return null;
        return PythonData.ToJson(TemplatesOf(saltenv).Render(file, null).Value) switch
        {
            null => null,
            JsonObject map => map,
            _ => throw new SaltException(Failure.BadRequest, $"{file.Place}: a map of environments is needed"),
        };
    }

    private RenderFile? Find(string path, string saltenv) =>
        RootPath.IsBelow(path) && TemplatesOf(saltenv).Files.Find(path, saltenv) is { } file ? file with { Place = RootPath.Scheme + path } : null;

    private RenderedSls Rendered(RenderFile file, string sls, string saltenv, bool isFolder)
    {
        var result = TemplatesOf(saltenv).Render(file, sls);
        return new RenderedSls(result.Value, isFolder, result.Lines);
    }

    private MinionTemplates TemplatesOf(string saltenv)
    {
        if (!_templates.TryGetValue(saltenv, out var templates)) _templates[saltenv] = templates = new MinionTemplates(job, saltenv, cancellation, pillar);
        return templates;
    }
}
