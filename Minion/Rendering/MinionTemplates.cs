using System.Text.Json.Nodes;
using Salt.Jinja.Values;
using Salt.Minion.Modules;
using Salt.Shared.Rendering;

namespace Salt.Minion.Rendering;

/// <summary>Renders on a minion: with its grains, pillar and configuration, the master's files, and what templates may ask of the
/// machine. What is included by several files is read once.</summary>
internal sealed class MinionTemplates
{
    private readonly SaltRenderer _renderer;
    private readonly RenderSubject _subject;
    private readonly string _saltenv;

    /// <param name="job">On whose behalf it is rendered.</param>
    /// <param name="pillar">Null: the minion's own.</param>
    public MinionTemplates(FunctionCall job, string saltenv, CancellationToken cancellation, JsonObject? pillar = null)
    {
        var minion = job.Minion;
        Files = new FetchedFiles(minion.Files, cancellation);
        _saltenv = saltenv;
        _renderer = new SaltRenderer(Files, new CatalogFunctions(job, saltenv, cancellation).All, minion.TemplateLog, minion.Jinja);
        _subject = SubjectOf(minion, pillar);
    }

    public FetchedFiles Files { get; }

    /// <summary>Blocks, and may do so for long: a template fetches what it includes as it comes to it.</summary>
    /// <param name="file">What to render: by its path among the files of the environment, or as a text.</param>
    /// <param name="sls">What it is as an SLS; null: it is none.</param>
    /// <exception cref="RenderException">File, line and cause.</exception>
    /// <exception cref="Shared.Errors.SaltException">The master does not give its files.</exception>
    public RenderResult Render(RenderFile file, string? sls, string renderers, PyDict context) =>
        _renderer.Render(file, _subject, _saltenv, sls, context, renderers);

    /// <inheritdoc cref="Render(RenderFile, string, string, PyDict)"/>
    public RenderResult Render(RenderFile file, string? sls) => _renderer.Render(file, _subject, _saltenv, sls);

    private static RenderSubject SubjectOf(IMinionContext minion, JsonObject? pillar)
    {
        var opts = (PyDict)PythonData.FromJson(minion.Configuration)!;
        if (!opts.Contains("id")) opts["id"] = minion.Id.ToString();
        // What formulas ask to know whether a master is there.
        opts["__cli"] = "salt-minion";
        var pillarData = pillar is null ? PythonData.FromJson(minion.Pillar) : PythonData.FromJson(pillar);
        return new RenderSubject(minion.Id.ToString(), (PyDict)PythonData.FromJson(minion.Grains)!, (PyDict)pillarData!, opts);
    }
}
