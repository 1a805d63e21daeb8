using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Jinja.Values;
using Salt.Jinja;
using Salt.Shared.Errors;
using Salt.Shared.Rendering;
using Salt.Shared.Targeting;
using Salt.Shared.Values;

namespace Salt.Master.Pillar;

/// <summary>Makes one minion's pillar of the files: those its top files name, in their order, and what they include.</summary>
internal sealed class PillarCompiler
{
    /// <summary>Deeper includes are a loop.</summary>
    private const int DeepestInclude = 100;

    /// <summary>Parts of the key that an included file goes below.</summary>
    private const int DeepestKey = 60;

    /// <summary>A master serves others too: what one pillar may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly PillarOptions _options;
    private readonly PillarFiles _files;
    private readonly PillarRendering _rendering;

    public PillarCompiler(PillarOptions options, ILogger log)
        : this(options, new PillarFiles(options), log)
    {
    }

    public PillarCompiler(PillarOptions options, PillarFiles files, ILogger log)
    {
        _options = options;
        _files = files;
        _rendering = new PillarRendering(_files, options.Jinja, log);
    }

    /// <param name="only">The environment whose top file and files alone count; null: all of them.</param>
    /// <param name="reading">Gets what it is made of; null: nobody asks.</param>
    /// <exception cref="PillarFault">A file is missing or broken; which, where and why.</exception>
    /// <exception cref="OperationCanceledException">Whoever wants it has gone.</exception>
    public CompiledPillar Compile(
        TargetSubject minion, PillarReading? reading = null, string? only = null, CancellationToken cancellation = default)
    {
        using var recording = PillarFiles.Record(reading ?? new PillarReading());
        // Files and templates together have no more than one rendering may take.
        using var budget = WorkBudget.Begin(_options.Jinja with { MostTime = Longest }, cancellation);
        try
        {
            return CompileWithin(minion, only);
        }
        catch (TemplateException e)
        {
            throw new PillarFault($"the pillar of {minion.Id}: {e.Message}");
        }
    }

    private CompiledPillar CompileWithin(TargetSubject minion, string? only)
    {
        var claims = new List<string>();
        var pillar = new JsonObject();
        var done = new HashSet<(string, string)>();
        var subject = PillarRendering.SubjectOf(minion);
        foreach (var entry in Tops(minion, subject, claims, only))
        {
            if (only is not null && entry.Environment != only) continue;
            foreach (var sls in Named(entry.Environment, entry.Sls))
            {
                if (!done.Add((entry.Environment, sls))) continue;
                if (entry.IgnoresMissing && !_files.TryFindSls(entry.Environment, sls, out _, out _)) continue;
                PillarMerge.Into(pillar, Render(subject, entry.Environment, sls, null, new Stack<string>()), _options.MergeLists);
            }
        }

        return new CompiledPillar(pillar, claims);
    }

    /// <summary>The files that a name means: itself or, if it is a pattern that some match, those, in their order.</summary>
    private IReadOnlyList<string> Named(string environment, string name)
    {
        if (name.AsSpan().IndexOfAny("*?[") < 0) return [name];
        var pattern = new Glob(name);
        return [.. _files.Note(environment).Where(known => pattern.IsMatch(known))];
    }

    private IEnumerable<TopEntry> Tops(TargetSubject minion, RenderSubject subject, List<string> claims, string? only)
    {
        foreach (var environment in _files.Environments.Where(known => only is null || known == only))
        {
            if (!_files.TryFindTop(environment, out var file)) continue;
            foreach (var found in Matching(file.Place, _rendering.Render(file, subject, environment, null), minion, claims)) yield return found;
        }
    }

    private List<TopEntry> Matching(string file, JsonObject top, TargetSubject minion, List<string> claims)
    {
        try
        {
            return [.. TopFile.SlsOf(file, top, minion with { Pillar = null }, _options.Targets, Matched)];
        }
        catch (SaltException e)
        {
            throw new PillarFault(e.Message);
        }

        void Matched(Target target)
        {
            if (target.NeedsGrains) claims.Add(target.Expression);
        }
    }

    private JsonObject Render(RenderSubject subject, string environment, string name, PyDict? context, Stack<string> within)
    {
        if (within.Contains(name) || within.Count > DeepestInclude)
            throw new PillarFault($"{name} includes itself: {string.Join(" → ", within.Reverse().Append(name))}");
        if (!_files.TryFindSls(environment, name, out var file, out var isFolder))
        {
            var by = within.Count > 0 ? $", which {within.Peek()} includes" : "";
            throw new PillarFault($"Specified SLS '{name}' in environment '{environment}' is not available on the salt master{by}");
        }

        var own = _rendering.Render(file, subject, environment, name, context);
        if (!own.Remove("include", out var includes)) return own;

        within.Push(name);
        var merged = new JsonObject();
        foreach (var (included, key, defaults) in Includes(file.Place, includes))
        {
            var absolute = Absolute(name, isFolder, included);
            // A pattern that its own file matches does not mean that one.
            foreach (var found in Named(environment, absolute).Where(found => found == absolute || !within.Contains(found)))
            {
                var part = Render(subject, environment, found, defaults, within);
                if (key is not null) part = Nested(file.Place, key, part);
                PillarMerge.Into(merged, part, _options.MergeLists);
            }
        }

        within.Pop();
        // What includes decides over what is included.
        PillarMerge.Into(merged, own, _options.MergeLists);
        return merged;
    }

    private static IEnumerable<(string Name, string? Key, PyDict? Defaults)> Includes(string file, JsonNode? includes)
    {
        if (includes is not JsonArray list) throw new PillarFault($"{file}: include: a list of file names is needed");
        foreach (var item in list)
        {
            if (item is JsonValue name) yield return (name.ToString(), null, null);
            else if (item is JsonObject { Count: 1 } map && map.First() is var (included, settings) && settings is null or JsonObject)
                yield return (included, (settings as JsonObject)?["key"]?.ToString(), PythonData.FromJson((settings as JsonObject)?["defaults"]) as PyDict);
            else throw new PillarFault($"{file}: include: {PythonText.Repr(item)} is neither a file name nor a map of one with its key");
        }
    }

    /// <summary><c>.a</c> is beside the file, <c>..a</c> a folder up.</summary>
    private static string Absolute(string of, bool isFolder, string name)
    {
        if (!name.StartsWith('.')) return name;
        var up = name.Length - name.TrimStart('.').Length;
        var folders = of.Split('.').ToList();
        if (!isFolder) up++;
        return string.Join('.', folders.Take(Math.Max(0, folders.Count - up + 1)).Append(name.TrimStart('.')));
    }

    private static JsonObject Nested(string file, string key, JsonObject part)
    {
        var names = key.Split(':');
        if (names.Length > DeepestKey) throw new PillarFault($"{file}: include: the key {key[..40]}... has {names.Length} parts; {DeepestKey} at most");
        foreach (var name in names.Reverse()) part = new JsonObject { [name] = part };
        return part;
    }
}
