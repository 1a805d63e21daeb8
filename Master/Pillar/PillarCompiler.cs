using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Salt.Jinja.Values;
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

    private readonly PillarOptions _options;
    private readonly PillarFiles _files;
    private readonly PillarRendering _rendering;

    public PillarCompiler(PillarOptions options, ILogger log)
    {
        _options = options;
        _files = new PillarFiles(options);
        _rendering = new PillarRendering(_files, options.Jinja, log);
    }

    /// <param name="only">The environment whose top file and files alone count; null: all of them.</param>
    /// <exception cref="PillarFault">A file is missing or broken; which, where and why.</exception>
    public CompiledPillar Compile(TargetSubject minion, string? only = null)
    {
        var claims = new List<string>();
        var pillar = new JsonObject();
        var done = new HashSet<(string, string)>();
        var subject = PillarRendering.SubjectOf(minion);
        foreach (var (environment, sls) in Tops(minion, subject, claims, only))
        {
            if ((only is not null && environment != only) || !done.Add((environment, sls))) continue;
            PillarMerge.Into(pillar, Render(subject, environment, sls, null, new Stack<string>()), _options.MergeLists);
        }

        return new CompiledPillar(pillar, claims);
    }

    private IEnumerable<(string Environment, string Sls)> Tops(TargetSubject minion, RenderSubject subject, List<string> claims, string? only)
    {
        foreach (var environment in _files.Environments.Where(known => only is null || known == only))
        {
            if (!_files.TryFindTop(environment, out var file)) continue;
            foreach (var found in Matching(file.Place, _rendering.Render(file, subject, environment, null), minion, claims)) yield return found;
        }
    }

    private List<(string Environment, string Sls)> Matching(string file, JsonObject top, TargetSubject minion, List<string> claims)
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
            var part = Render(subject, environment, Absolute(name, isFolder, included), defaults, within);
            if (key is not null) part = Nested(key, part);
            PillarMerge.Into(merged, part, _options.MergeLists);
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
            else throw new PillarFault($"{file}: include: {item?.ToJsonString() ?? "null"} is neither a file name nor a map of one with its key");
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

    private static JsonObject Nested(string key, JsonObject part)
    {
        foreach (var name in key.Split(':').Reverse()) part = new JsonObject { [name] = part };
        return part;
    }
}
