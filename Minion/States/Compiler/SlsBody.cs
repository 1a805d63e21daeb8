using System.Text.Json.Nodes;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Minion.States.Compiler;

/// <summary>One SLS file's own declarations, in the one form that the compiler works with: functions apart from their modules,
/// every body with the SLS it stands in.</summary>
internal sealed class SlsBody
{
    private readonly string _sls;
    private readonly string _saltenv;
    private readonly List<string> _errors;

    private SlsBody(string sls, string saltenv, List<string> errors) => (_sls, _saltenv, _errors) = (sls, saltenv, errors);

    public HighState High { get; } = new();

    /// <summary>What it includes, as it says it.</summary>
    public JsonArray Includes { get; private set; } = [];

    /// <param name="errors">Gets what is malformed.</param>
    public static SlsBody Of(PyDict data, string sls, string saltenv, List<string> errors)
    {
        var body = new SlsBody(sls, saltenv, errors);
        foreach (var (key, value) in data)
        {
            if (key is not string id) errors.Add($"ID '{PythonString.Str(key)}' in SLS '{sls}' is not formed as a string, but is type {TypeOf(key)}. It may need to be quoted.");
            else body.Take(id, PythonData.ToJson(value));
        }

        return body;
    }

    private static string TypeOf(object? key) => key switch { null => "NoneType", bool => "bool", double => "float", long => "int", _ => key.GetType().Name };

    private void Take(string id, JsonNode? value)
    {
        switch (id)
        {
            case "include" when value is JsonArray list: Includes = list; break;
            case "include": _errors.Add($"Include Declaration in SLS {_sls} is not formed as a list"); break;
            case "exclude" when value is JsonArray list: High.Excludes.AddRange(list.Where(item => item is not null).Select(item => item!.DeepClone())); break;
            case "exclude": _errors.Add($"Exclude Declaration in SLS {_sls} is not formed as a list"); break;
            case "extend" when value is JsonObject map: Extend(map); break;
            case "extend": _errors.Add($"Extension value in SLS '{_sls}' is not a dictionary"); break;
            default: Declare(id, value); break;
        }
    }

    private void Extend(JsonObject map)
    {
        foreach (var (id, value) in map)
        {
            if (value is JsonObject body) High.Extends.Add((id, Normalized(body, id)));
            else _errors.Add($"Extension name '{id}' in SLS '{_sls}' is not a dictionary");
        }
    }

    private void Declare(string id, JsonNode? value)
    {
        if (HighState.IsText(value, out var call) && call.Contains('.'))
        {
            var (module, function) = Split(call);
            High.Ids[id] = Stamped(new JsonObject { [module] = new JsonArray(function) });
        }
        else if (value is JsonObject body)
        {
            High.Ids[id] = Normalized(body, id);
        }
        else
        {
            _errors.Add($"ID {id} in SLS {_sls} is not a dictionary");
        }
    }

    // `file.managed: [...]` becomes `file: [..., managed]`.
    private JsonObject Normalized(JsonObject body, string id)
    {
        var normalized = new JsonObject();
        foreach (var (key, value) in body)
        {
            var isCall = !key.StartsWith('_') && key.Contains('.') && value is JsonArray;
            var (module, function) = isCall ? Split(key) : (key, "");
            if (normalized.ContainsKey(module))
            {
                _errors.Add($"ID '{id}' in SLS '{_sls}' contains multiple state declarations of the same type");
                continue;
            }

            var content = value?.DeepClone();
            if (isCall) content!.AsArray().Add((JsonNode)function);
            normalized[module] = content;
        }

        return Stamped(normalized);
    }

    private JsonObject Stamped(JsonObject body)
    {
        body.TryAdd(HighState.Sls, _sls);
        body.TryAdd(HighState.Environment, _saltenv);
        return body;
    }

    private static (string Module, string Function) Split(string call) =>
        call.IndexOf('.', StringComparison.Ordinal) is var dot ? (call[..dot], call[(dot + 1)..]) : default;
}
