using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.States.Compiler;

namespace Salt.Minion.States.Running;

/// <summary>From a declaration to a state function's arguments.</summary>
internal static class StateArguments
{
    /// <summary>What a declaration lacks, in Salt's words; empty: nothing.</summary>
    public static IEnumerable<string> Missing(StateFunction function, LowChunk chunk) =>
        function.Arguments.Where(argument => argument.Required && !chunk.Has(argument.Name)).Select(argument => $"Missing parameter {argument.Name} for state {function.Name}");

    /// <param name="warnings">Gets what is said of arguments that the function does not know.</param>
    /// <exception cref="RefusedException">One is not of its kind.</exception>
    public static BoundArguments Bind(StateFunction function, LowChunk chunk, List<string> warnings)
    {
        var takesAll = function.Arguments.Any(argument => argument.Kind == ArgumentKind.RestNamed);
        var declared = function.Arguments.Select(argument => argument.Name).ToHashSet();
        var kwarg = new JsonObject();
        var unknown = new List<string>();
        foreach (var (name, value) in chunk.Data)
        {
            if (declared.Contains(name) || (takesAll && !Keywords.AreEngines(name))) kwarg[name] = value is null ? null : Environments.Map(name, value);
            else if (!Keywords.AreEngines(name) && name != "name") unknown.Add(name);
        }

        if (unknown.Count > 0) warnings.Add(Unknown(function.Name, unknown));
        return ArgumentBinder.Bind(function.Declaration, [], kwarg);
    }

    private static string Unknown(string function, List<string> names)
    {
        var listed = string.Join(", ", names.Select(name => $"'{name}'"));
        return names.Count == 1
            ? $"{listed} is an invalid keyword argument for '{function}' and was ignored. Data for a template goes into 'context'."
            : $"{listed} are invalid keyword arguments for '{function}' and were ignored. Data for a template goes into 'context'.";
    }
}
