using System.Text.Json.Nodes;

namespace Salt.Minion.States.Compiler;

/// <summary>Adds to declarations what other places say of them.</summary>
internal static class Extends
{
    /// <summary>Applies and empties <see cref="HighState.Extends"/>.</summary>
    /// <param name="strict">A declaration of the ID counts only if it has the state module.</param>
    public static void Apply(HighState high, bool strict, List<string> errors)
    {
        foreach (var (id, body) in high.Extends)
        {
            if (HighState.StatesOf(body).Select(state => state.Key).FirstOrDefault() is not { } module)
            {
                errors.Add($"The extension of ID '{id}' in SLS '{body[HighState.Sls]}' names no state");
                continue;
            }

            if (Excludes.LeavesOut(high, (string?)body[HighState.Sls])) continue;
            var found = Find(high, id, module, strict);
            if (found.Count == 1) Extend(high.Ids[found[0]]!.AsObject(), body);
            else errors.Add(NotThere(id, body));
        }

        high.Extends.Clear();
    }

    /// <summary>The IDs that a name means: one of that ID, else those whose state has that name; all of an SLS.</summary>
    public static IReadOnlyList<string> Find(HighState high, string name, string module, bool strict)
    {
        if (high.Ids[name] is JsonObject body && (!strict || body.ContainsKey(module))) return [name];
        return
        [
            .. high.Ids
                .Where(id => id.Value is JsonObject other && (module == "sls" ? (string?)other[HighState.Sls] == name : Names(other[module] as JsonArray).Contains(name)))
                .Select(id => id.Key),
        ];
    }

    private static IEnumerable<string> Names(JsonArray? arguments)
    {
        foreach (var argument in arguments ?? [])
        {
            if (!HighState.IsArgument(argument, out var key, out var value)) continue;
            if (key == "name" && HighState.IsText(value, out var name)) yield return name;
            if (key != "names" || value is not JsonArray list) continue;
            foreach (var item in list)
            {
                if (HighState.IsText(item, out var one)) yield return one;
                else if (HighState.IsArgument(item, out var keyed, out _)) yield return keyed;
            }
        }
    }

    private static void Extend(JsonObject target, JsonObject body)
    {
        foreach (var (module, value) in HighState.StatesOf(body))
        {
            if (target[module] is not JsonArray mine || value is not JsonArray theirs) target[module] = value?.DeepClone();
            else foreach (var argument in theirs) Add(mine, argument!.DeepClone());
        }
    }

    private static void Add(JsonArray arguments, JsonNode added)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (HighState.IsText(added, out _) && HighState.IsText(arguments[i], out _))
            {
                arguments[i] = added;
                return;
            }

            if (!HighState.IsArgument(added, out var name, out var value) || !HighState.IsArgument(arguments[i], out var known, out var old)) continue;
            if (name == "name" && known == "names")
            {
                arguments[i] = added;
                return;
            }

            if (name != known) continue;
            // Requisites and warnings add up; everything else is replaced.
            if ((Keywords.Requisites.Contains(name) || name == Keywords.Warnings) && old is JsonArray mine && value is JsonArray more) foreach (var requisite in more) mine.Add(requisite?.DeepClone());
            else arguments[i] = added;
            return;
        }

        arguments.Add(added);
    }

    private static string NotThere(string id, JsonObject body) =>
        $"""
        Cannot extend ID '{id}' in '{body[HighState.Environment]}:{body[HighState.Sls]}'. It is not part of the high state.
        This is likely due to a missing include statement or an incorrectly typed ID.
        Ensure that a state with an ID of '{id}' is available
        in environment '{body[HighState.Environment]}' and to SLS '{body[HighState.Sls]}'
        """;
}
