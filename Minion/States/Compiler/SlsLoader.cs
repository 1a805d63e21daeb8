using System.Text.Json.Nodes;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;
using Salt.Shared.Targeting;
using Salt.Shared.Values;

namespace Salt.Minion.States.Compiler;

/// <summary>Renders SLS files and all that they include, and puts them together.</summary>
internal sealed class SlsLoader(ISlsSource source)
{
    /// <summary>The order of the first declaration that names none: room before it for those that do.</summary>
    private const int FirstOrder = 10_000;

    private readonly HashSet<(string Environment, string Sls)> _done = [];
    private int _order = FirstOrder;

    /// <summary>What is wrong with the files, in Salt's words.</summary>
    public List<string> Errors { get; } = [];

    /// <param name="wanted">Names, or patterns of names, with their environments.</param>
    public HighState Load(IEnumerable<(string Environment, string Sls)> wanted)
    {
        var high = new HighState();
        foreach (var (saltenv, pattern) in wanted)
        {
            foreach (var sls in Find(saltenv, pattern))
            {
                if (_done.Contains((saltenv, sls))) continue;
                if (Render(sls, saltenv, $"No matching sls found for '{pattern}' in env '{saltenv}'") is { } part) Merge(high, part);
            }
        }

        return high;
    }

    // A name that matches nothing stays: it is told of where it is looked for.
    private List<string> Find(string saltenv, string pattern)
    {
        var glob = new Glob(pattern);
        var found = source.Names(saltenv).Where(name => glob.IsMatch(name)).ToList();
        return found.Count > 0 ? found : [pattern];
    }

    private HighState? Render(string sls, string saltenv, string absent)
    {
        _done.Add((saltenv, sls));
        try
        {
            switch (source.Render(sls, saltenv))
            {
                case null:
                    Errors.Add(absent);
                    return null;
                case { Data: null }:
                    return null;
                case { Data: PyDict data } rendered:
                    return Assemble(SlsBody.Of(ArgumentItems.Apart(data, rendered.Lines), sls, saltenv, Errors), sls, saltenv, rendered.IsFolder);
                default:
                    Errors.Add($"SLS {sls} does not render to a dictionary");
                    return null;
            }
        }
        catch (RenderException e)
        {
            Errors.Add($"Rendering SLS '{saltenv}:{sls}' failed: {e.Message}");
            return null;
        }
    }

    private HighState Assemble(SlsBody body, string sls, string saltenv, bool isFolder)
    {
        var high = body.High;
        foreach (var item in body.Includes)
        {
            if (Included(item, saltenv) is not var (environment, name)) Errors.Add($"Badly formatted include {PythonText.Repr(item)} found in include in SLS '{saltenv}:{sls}'");
            else if (Absolute(name, sls, isFolder) is not { } absolute) Errors.Add($"Attempted relative include of '{name}' within SLS '{saltenv}:{sls}' goes beyond top level package ");
            else foreach (var target in Find(environment, absolute)) Include(high, target, environment, sls);
        }

        GiveOrder(high);
        return high;
    }

    private void Include(HighState high, string sls, string saltenv, string by)
    {
        if (_done.Contains((saltenv, sls))) return;
        var absent = $"Specified SLS {sls} in saltenv {saltenv} is not available on the salt master or through a configured fileserver; it is included by '{by}'";
        if (Render(sls, saltenv, absent) is not { } part) return;
        foreach (var (_, body) in part.Ids)
        {
            body!.AsObject().TryAdd(HighState.IncludedFrom, new JsonArray());
            body[HighState.IncludedFrom]!.AsArray().Add((JsonNode)by);
        }

        Merge(high, part);
    }

    private static (string Environment, string Name)? Included(JsonNode? item, string saltenv) =>
        HighState.IsText(item, out var name) ? (saltenv, name)
        : item is JsonObject { Count: 1 } map && map.GetAt(0) is var (environment, value) && HighState.IsText(value, out var other) ? (environment, other)
        : null;

    // `.a` is beside the file, `..a` a folder up.
    private static string? Absolute(string name, string sls, bool isFolder)
    {
        if (!name.StartsWith('.')) return name;
        var levels = name.Length - name.TrimStart('.').Length;
        var parts = sls.Split('.').ToList();
        if (isFolder) parts.Add("init");
        return levels > parts.Count ? null : string.Join('.', parts.Take(parts.Count - levels).Append(name.TrimStart('.')));
    }

    private void Merge(HighState into, HighState part)
    {
        into.Extends.AddRange(part.Extends);
        into.Excludes.AddRange(part.Excludes);
        foreach (var (id, body) in part.Ids)
        {
            if (into.Ids[id] is { } known && !JsonNode.DeepEquals(known, body))
                Errors.Add($"Detected conflicting IDs, SLS IDs need to be globally unique.\n    The conflicting ID is '{id}' and is found in SLS '{Place(known)}' and SLS '{Place(body!)}'");
            into.Ids[id] = body!.DeepClone();
        }
    }

    private static string Place(JsonNode body) => $"{body[HighState.Environment]}:{body[HighState.Sls]}";

    private void GiveOrder(HighState high)
    {
        foreach (var arguments in high.Ids.SelectMany(id => HighState.StatesOf(id.Value!.AsObject())).Select(state => state.Value).OfType<JsonArray>())
        {
            if (!arguments.Any(argument => HighState.IsArgument(argument, out var name, out _) && name == "order"))
                arguments.Add((JsonNode)new JsonObject { ["order"] = _order++ });
        }
    }
}
