using System.Text.Json.Nodes;
using Salt.Shared.Values;

namespace Salt.Minion.States.Compiler;

/// <summary>Says what is malformed in declarations, in Salt's words.</summary>
internal static class HighCheck
{
    public static void Check(HighState high, List<string> errors)
    {
        foreach (var (id, value) in high.Ids)
        {
            var body = value!.AsObject();
            var sls = (string?)body[HighState.Sls] ?? "";
            foreach (var (module, arguments) in HighState.StatesOf(body))
            {
                if (arguments is null) errors.Add($"ID '{id}' in SLS '{sls}' contains a short declaration ({module}) with a trailing colon. When not passing any arguments to a state, the colon must be omitted.");
                else if (arguments is JsonArray list) Check(list, id, module, sls, errors);
                else errors.Add($"State '{id}' in SLS '{sls}' is not formed as a list");
            }
        }
    }

    private static void Check(JsonArray arguments, string id, string module, string sls, List<string> errors)
    {
        var functions = new List<string>();
        foreach (var argument in arguments)
        {
            if (HighState.IsText(argument, out var function))
            {
                functions.Add(function);
                if (function.Trim().Contains(' '))
                    errors.Add($"The function \"{function}\" in state \"{id}\" in SLS \"{sls}\" has whitespace, a function with whitespace is not supported, perhaps this is an argument that is missing a \":\"");
            }
            else if (HighState.IsArgument(argument, out var name, out var value))
            {
                if (argument!.AsObject().Count != 1) errors.Add($"Multiple dictionaries defined in argument of state '{id}' in SLS '{sls}'");
                if (name == "names" && value is not JsonArray) errors.Add($"The 'names' argument in state '{id}' in SLS '{sls}' needs to be formed as a list");
                if (name != "onfail_stop" && Keywords.Requisites.Contains(name)) CheckRequisites(name, value, id, sls, errors);
            }
            else
            {
                errors.Add($"The argument {PythonText.Repr(argument)} of state '{id}' in SLS '{sls}' is neither a function nor a map of one argument");
            }
        }

        if (functions.Count == 0) errors.Add($"No function declared in state '{module}' of ID '{id}' in SLS '{sls}'");
        else if (functions.Count > 1) errors.Add($"Too many functions declared in state '{module}' of ID '{id}' in SLS '{sls}'. Please choose one of the following: {string.Join(", ", functions)}");
    }

    private static void CheckRequisites(string kind, JsonNode? value, string id, string sls, List<string> errors)
    {
        if (value is not JsonArray list)
        {
            errors.Add($"The {kind} statement in state '{id}' in SLS '{sls}' needs to be formed as a list");
            return;
        }

        foreach (var item in list)
        {
            if (HighState.IsText(item, out _)) continue;
            if (item is not JsonObject { Count: 1 } map)
            {
                errors.Add($"Requisite declaration {PythonText.Repr(item)} in state {id} in SLS {sls} is not formed as a single key dictionary");
                continue;
            }

            var (module, name) = map.GetAt(0);
            if (module.Contains('.')) errors.Add($"Invalid requisite type '{module}' in state '{id}', in SLS '{sls}'. Requisite types must not contain dots, did you mean '{module.Split('.')[0]}'?");
            if (name is JsonObject or JsonArray) errors.Add($"Illegal requisite \"{PythonText.Repr(name)}\" in SLS \"{sls}\", please check your syntax.\n");
        }
    }
}
