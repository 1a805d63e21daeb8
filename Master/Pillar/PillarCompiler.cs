using System.Text.Json.Nodes;
using Salt.Shared.Targeting;

namespace Salt.Master.Pillar;

/// <summary>Makes one minion's pillar of the files: those its top files name, in their order, and what they include.</summary>
internal sealed class PillarCompiler(PillarOptions options)
{
    /// <summary>Deeper includes are a loop.</summary>
    private const int DeepestInclude = 100;

    private readonly PillarFiles _files = new(options);

    /// <exception cref="PillarFault">A file is missing, broken or a template; which, where and why.</exception>
    public CompiledPillar Compile(TargetSubject minion)
    {
        var claims = new List<string>();
        var pillar = new JsonObject();
        var done = new HashSet<(string, string)>();
        foreach (var (environment, sls) in Tops(minion, claims))
        {
            if (!done.Add((environment, sls))) continue;
            PillarMerge.Into(pillar, Render(environment, sls, new Stack<string>()), options.MergeLists);
        }

        return new CompiledPillar(pillar, claims);
    }

    private IEnumerable<(string Environment, string Sls)> Tops(TargetSubject minion, List<string> claims)
    {
        foreach (var environment in _files.Environments)
        {
            if (!_files.TryFindTop(environment, out var file)) continue;
            foreach (var found in TopFile.SlsOf(file, PillarFiles.Read(file), minion, options.Targets, claims)) yield return found;
        }
    }

    private JsonObject Render(string environment, string name, Stack<string> within)
    {
        if (within.Contains(name) || within.Count > DeepestInclude)
            throw new PillarFault($"{name} includes itself: {string.Join(" → ", within.Reverse().Append(name))}");
        if (!_files.TryFindSls(environment, name, out var file, out var isFolder))
        {
            var by = within.Count > 0 ? $", which {within.Peek()} includes" : "";
            throw new PillarFault($"Specified SLS '{name}' in environment '{environment}' is not available on the salt master{by}");
        }

        var own = PillarFiles.Read(file);
        if (!own.Remove("include", out var includes)) return own;

        within.Push(name);
        var merged = new JsonObject();
        foreach (var (included, key) in Includes(file, includes))
        {
            var part = Render(environment, Absolute(name, isFolder, included), within);
            if (key is not null) part = Nested(key, part);
            PillarMerge.Into(merged, part, options.MergeLists);
        }

        within.Pop();
        // What includes decides over what is included.
        PillarMerge.Into(merged, own, options.MergeLists);
        return merged;
    }

    private static IEnumerable<(string Name, string? Key)> Includes(string file, JsonNode? includes)
    {
        if (includes is not JsonArray list) throw new PillarFault($"{file}: include: a list of file names is needed");
        foreach (var item in list)
        {
            if (item is JsonValue name) yield return (name.ToString(), null);
            else if (item is JsonObject { Count: 1 } map && map.First() is var (included, settings) && settings is null or JsonObject)
                yield return (included, (settings as JsonObject)?["key"]?.ToString());
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
