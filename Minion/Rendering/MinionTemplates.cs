using Salt.Jinja.Values;
using Salt.Minion.Modules;
using Salt.Shared.Rendering;

namespace Salt.Minion.Rendering;

/// <summary>Renders on a minion: with its grains, pillar and configuration, the master's files, and what templates may ask of the
/// machine.</summary>
internal static class MinionTemplates
{
    /// <param name="file">What to render: by its path among the files of an environment, or as a text.</param>
    /// <param name="sls">What it is as an SLS; null: it is none.</param>
    /// <exception cref="RenderException">File, line and cause.</exception>
    /// <exception cref="Shared.Errors.SaltException">The master does not give its files.</exception>
    public static async Task<RenderResult> RenderAsync(
        IMinionContext minion, RenderFile file, string saltenv, string? sls, string renderers, PyDict context, CancellationToken cancellation)
    {
        var files = new FetchedFiles(minion.Files, cancellation);
        var renderer = new SaltRenderer(files, [.. HostFunctions.All, .. new FileFunctions(files, saltenv).All], minion.TemplateLog, minion.Jinja);
        // A template fetches what it includes as it comes to it, and waits: that is not for the thread of the daemon's loops.
        return await Task.Run(() => renderer.Render(file, SubjectOf(minion), saltenv, sls, context, renderers), cancellation);
    }

    public static RenderSubject SubjectOf(IMinionContext minion)
    {
        var opts = (PyDict)PythonData.FromJson(minion.Configuration)!;
        if (!opts.Contains("id")) opts["id"] = minion.Id.ToString();
        // What formulas ask to know whether a master is there.
        opts["__cli"] = "salt-minion";
        return new RenderSubject(minion.Id.ToString(), (PyDict)PythonData.FromJson(minion.Grains)!, (PyDict)PythonData.FromJson(minion.Pillar)!, opts);
    }
}
