using Salt.Cli.Completion;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Rendering;
using Salt.V1;

namespace Salt.Cli.Rendering;

/// <summary><c>render</c>: what a file comes to, and where it fails: on a minion with all that it knows, or here with none of it.</summary>
internal static class RenderVerb
{
    private static readonly Option Minion = new(["--minion"], "ID", "as this minion renders it; without it: here, where there are no grains and no pillar");
    private static readonly Option Saltenv = new(["--saltenv"], "ENV", "the environment of salt:// paths (base)");
    private static readonly Option Sls = new(["--sls"], "NAME", "the SLS that it is, for sls and slspath");
    private static readonly Option AsText = new(["--text"], null, "the text, not the data that it holds");

    public static Verb Declare() => new(
        "render", [new("FILE|salt://PATH") { Values = ValueSources.Files }], "what a file renders to, and where it fails", [Minion, Saltenv, Sls, AsText], RunAsync);

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        words.AtMost(1);
        if (words.Operands.Count == 0) throw new SaltException(Failure.BadRequest, "FILE is missing: master-cli render FILE [--minion ID]");
        return words.ValueOf(Minion) is { } minion
            ? OnMinionAsync(invocation, minion, words.Operands[0], cancellationToken)
            : Task.FromResult(Here(invocation, words.Operands[0]));
    }

    private static Task<int> OnMinionAsync(Invocation invocation, string minion, string file, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        var options = new JsonObject { ["path"] = file, ["default_renderer"] = words.Has(AsText) ? "jinja" : "jinja|yaml" };
        if (!file.StartsWith(RootPath.Scheme, StringComparison.Ordinal)) options["string"] = Read(file);
        if (words.ValueOf(Saltenv) is { } saltenv) options["saltenv"] = saltenv;
        if (words.ValueOf(Sls) is { } sls) options["sls"] = sls;
        var request = new RunRequest { Tgt = minion, TgtType = "list", Fun = "slsutil.renderer", Kwarg = RunRequests.Json(options) };
        var report = new RunReport(invocation.OpenOutputter(), invocation.Terminal, RunOptions.DisplayOf(words));
        return RunVerb.WaitAsync(invocation, request, report, cancellationToken);
    }

    private static int Here(Invocation invocation, string file)
    {
        var words = invocation.Words;
        var roots = new RootFiles(invocation.Cluster.Layout.FileRoot);
        var source = file.StartsWith(RootPath.Scheme, StringComparison.Ordinal)
            ? roots.Find(file[RootPath.Scheme.Length..], "base") ?? throw new SaltException(Failure.NotFound, $"there is no {file} below {roots.Root}")
            : new RenderFile(roots.PathOf(file), file, Read(file));
        var nobody = new RenderSubject("", [], [], []);
        try
        {
            var rendered = new SaltRenderer(roots, [], NullLogger.Instance).Render(
                source, nobody, words.ValueOf(Saltenv) ?? "base", words.ValueOf(Sls), usual: words.Has(AsText) ? "jinja" : "jinja|yaml");
            invocation.OpenOutputter().Write(JsonText.Of(PythonData.ToJson(rendered.Value)));
            return ExitCodes.Success;
        }
        catch (RenderException e)
        {
            var hint = e.Cause.StartsWith("Jinja variable", StringComparison.Ordinal) ? "\nTo render it with a minion's grains and pillar: --minion ID" : "";
            invocation.Terminal.Say(e.Message + hint);
            return ExitCodes.SomeFailed;
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SaltException(Failure.NotFound, $"there is no file {file}", inner: e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SaltException(Failure.Denied, Directory.Exists(file) ? $"{file} is a folder" : $"you may not read {file}", inner: e);
        }
    }

    /// <summary>The master's files, read where they lie.</summary>
    private sealed class RootFiles(string root) : IRenderFiles
    {
        public string Root => root;

        public RenderFile? Find(string path, string saltenv)
        {
            var place = Path.Combine(root, path);
            return RootPath.IsBelow(path) && File.Exists(place) ? new RenderFile(path, place, Read(place)) : null;
        }

        /// <summary>As it is named below the root; a file elsewhere stands for itself.</summary>
        public string PathOf(string file)
        {
            var path = Path.GetRelativePath(root, Path.GetFullPath(file));
            return path.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(file) : path;
        }
    }
}
