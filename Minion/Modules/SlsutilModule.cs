using Salt.Jinja.Values;
using Salt.Minion.Rendering;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;

namespace Salt.Minion.Modules;

/// <summary>Rendering, to be looked at.</summary>
internal static class SlsutilModule
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        WorkerFunction.Of("slsutil.renderer",
            "Render a file, or a text, as the minion would, and return what comes of it.\n\nThe file is one of the master's (salt://path) or of this "
            + "machine (/path). It goes through the renderers that its first line names, else through those that are given. Further "
            + "keyword arguments are names in the template.",
            "slsutil.renderer salt://apache/map.jinja default_renderer=jinja",
            [
                new("path", ArgumentKind.Text, Doc: "A salt:// path, or one of this machine."),
                new("string", ArgumentKind.Text, Doc: "A text, instead of a file."),
                new("default_renderer", ArgumentKind.Text, Default: "jinja|yaml", Doc: "Where the first line names none."),
                new("saltenv", ArgumentKind.Text, Default: "base"),
                new("sls", ArgumentKind.Text, Doc: "The name that the template knows itself by."),
                new("context", ArgumentKind.RestNamed),
            ],
            RenderAsync),
    ];

    private static async ValueTask<Outcome> RenderAsync(FunctionCall call, CancellationToken cancellation)
    {
        var saltenv = call.Arguments.Text("saltenv")!;
        try
        {
            var file = await FileOfAsync(call, saltenv, cancellation);
            var context = (PyDict)PythonData.FromJson(call.Arguments.RestNamed)!;
            var templates = new MinionTemplates(call, saltenv, cancellation);
            var result = templates.Render(file, call.Arguments.Text("sls"), call.Arguments.Text("default_renderer")!, context);
            return new Outcome(PythonData.ToJson(result.Value));
        }
        catch (RenderException e)
        {
            return new Outcome($"ERROR: {e.Message}", 1);
        }
    }

    private static async ValueTask<RenderFile> FileOfAsync(FunctionCall call, string saltenv, CancellationToken cancellation)
    {
        var (path, text) = (call.Arguments.Text("path"), call.Arguments.Text("string"));
        if (text is not null) return new RenderFile(path ?? "<string>", path ?? "<string>", text);
        if (path is null) throw new RefusedException("ERROR: slsutil.renderer needs a path or a string");
        if (!path.StartsWith(RootPath.Scheme, StringComparison.Ordinal))
        {
            return File.Exists(path) ? new RenderFile(path, path, await File.ReadAllTextAsync(path, cancellation)) : throw new RefusedException($"ERROR: there is no file {path}");
        }

        var name = path[RootPath.Scheme.Length..];
        var listed = (await call.Minion.Files.ListAsync(saltenv, cancellation)).FirstOrDefault(file => file.Path == name)
            ?? throw new SaltException(Failure.NotFound, $"there is no {path} in environment {saltenv}");
        var place = await call.Minion.Files.FetchAsync(saltenv, listed, cancellation);
        return new RenderFile(name, path, await File.ReadAllTextAsync(place, cancellation));
    }
}
