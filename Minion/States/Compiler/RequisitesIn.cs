using System.Text.Json.Nodes;

namespace Salt.Minion.States.Compiler;

/// <summary>Turns requisites that are declared at the other end (<c>require_in</c>, ...) round, and copies arguments as <c>use</c> and
/// <c>use_in</c> say.</summary>
internal static class RequisitesIn
{
    // Run by the engine at the end of everything, from both ends.
    private const string ListenIn = "listen_in";

    public static void Apply(HighState high, List<string> errors)
    {
        foreach (var (id, value) in high.Ids)
        {
            var body = value!.AsObject();
            foreach (var (module, arguments) in HighState.StatesOf(body))
            {
                foreach (var argument in arguments!.AsArray())
                {
                    if (!HighState.IsArgument(argument, out var key, out var targets)) continue;
                    if (key != ListenIn && (Keywords.RequisitesIn.Contains(key) || key is "use" or "use_in"))
                        Turn(high, new Declaration(id, module, body), key, targets, errors);
                }
            }
        }

        Extends.Apply(high, strict: true, errors);
    }

    private static void Turn(HighState high, Declaration from, string key, JsonNode? targets, List<string> errors)
    {
        foreach (var (module, name) in Targets(high, key, targets, from.Body, errors))
        {
            foreach (var (id, state) in module == "sls" ? AllOf(high, name) : [(name, module)])
            {
                switch (key)
                {
                    case "use": Copy(high, id, state, from.Id, from.Module, from.Body); break;
                    case "use_in": Copy(high, from.Id, from.Module, id, state, from.Body); break;
                    default: Add(high, id, state, from, new JsonObject { [key[..^"_in".Length]] = new JsonArray(new JsonObject { [from.Module] = from.Id }) }); break;
                }
            }
        }
    }

    private static IEnumerable<(string Module, string Name)> Targets(HighState high, string key, JsonNode? targets, JsonObject body, List<string> errors)
    {
        // One may be written as a map instead of a list of one.
        IEnumerable<JsonNode?> items = targets is JsonArray list ? list : targets is JsonObject map ? map.Select(pair => new JsonObject { [pair.Key] = pair.Value?.DeepClone() }) : [targets];
        foreach (var item in items)
        {
            if (HighState.IsText(item, out var id))
            {
                if (ModuleOf(high, id) is { } found) yield return found;
            }
            else if (HighState.IsArgument(item, out var module, out var value) && HighState.IsText(value, out var name))
            {
                if (module.Contains('.')) errors.Add($"Invalid requisite in {key}: {module} for {name}, in SLS '{body[HighState.Sls]}'. Requisites must not contain dots, did you mean '{module.Split('.')[0]}'?");
                yield return (module.Split('.')[0], name);
            }
        }
    }

    private static (string Module, string Id)? ModuleOf(HighState high, string name)
    {
        if (high.Ids[name] is JsonObject body) return (HighState.StatesOf(body).First().Key, name);
        foreach (var (id, other) in high.Ids)
        {
            foreach (var (module, _) in HighState.StatesOf(other!.AsObject()))
            {
                if (Extends.Find(high, name, module, strict: true).Contains(id)) return (module, id);
            }
        }

        return null;
    }

    private static IEnumerable<(string Id, string Module)> AllOf(HighState high, string sls) =>
        high.Ids.Where(id => (string?)id.Value![HighState.Sls] == sls).SelectMany(id => HighState.StatesOf(id.Value!.AsObject()).Select(state => (id.Key, state.Key)));

    private static void Add(HighState high, string id, string module, Declaration by, JsonObject argument) =>
        high.Extends.Add((id, new JsonObject
        {
            [module] = new JsonArray(argument),
            [HighState.Environment] = by.Body[HighState.Environment]?.DeepClone(),
            [HighState.Sls] = by.Body[HighState.Sls]?.DeepClone(),
        }));

    private static void Copy(HighState high, string fromId, string fromModule, string toId, string toModule, JsonObject by)
    {
        foreach (var from in Extends.Find(high, fromId, fromModule, strict: true))
        {
            foreach (var to in Extends.Find(high, toId, toModule, strict: true))
            {
                if (high.Ids[from]![fromModule] is not JsonArray theirs || high.Ids[to]![toModule] is not JsonArray own) continue;
                var known = own.Select(argument => HighState.IsArgument(argument, out var name, out _) ? name : "").ToHashSet();
                foreach (var argument in theirs)
                {
                    if (!HighState.IsArgument(argument, out var name, out _) || known.Contains(name) || name is "name" or "names" or "order" or "use" or "use_in" or Keywords.Warnings
                        || Keywords.Requisites.Contains(name) || Keywords.RequisitesIn.Contains(name)) continue;
                    Add(high, to, toModule, new Declaration(to, toModule, by), argument!.DeepClone().AsObject());
                }
            }
        }
    }

    /// <summary>One state of one declaration.</summary>
    private sealed record Declaration(string Id, string Module, JsonObject Body);
}
