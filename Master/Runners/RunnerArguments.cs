using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Values;

namespace Salt.Master.Runners;

/// <summary>The arguments of one call of a <see cref="RunnerFunction"/> by Salt's names. A value is what a schedule declares,
/// or what was typed: a number, a list or a map may come as its text.</summary>
internal sealed class RunnerArguments
{
    private static readonly Dictionary<string, bool> Booleans = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true, ["yes"] = true, ["on"] = true, ["1"] = true,
        ["false"] = false, ["no"] = false, ["off"] = false, ["0"] = false, ["none"] = false, [""] = false,
    };

    private readonly Dictionary<string, JsonNode?> _values = [];

    private RunnerArguments()
    {
    }

    /// <param name="arg">By place.</param>
    /// <param name="kwarg">By name.</param>
    /// <exception cref="SaltException">BadRequest: too few, too many, an unknown name, or a value that is not taken here.</exception>
    public static RunnerArguments Bind(RunnerFunction function, JsonArray arg, JsonObject kwarg)
    {
        var places = function.Parameters.Where(parameter => parameter.IsRequired || parameter.IsPositional).ToList();
        var arguments = new RunnerArguments();
        if (kwarg.FirstOrDefault(pair => function.Parameters.All(parameter => parameter.Name != pair.Key)).Key is { } unknown)
            throw RunnerRefusals.Unknown(function, unknown);
        if (arg.Count > places.Count) throw RunnerRefusals.TooMany(function, places.Count, arg.Count);
        foreach (var (parameter, value) in places.Zip(arg))
        {
            if (kwarg.ContainsKey(parameter.Name)) throw RunnerRefusals.Twice(function, parameter.Name);
            arguments._values[parameter.Name] = value;
        }

        foreach (var (name, value) in kwarg) arguments._values[name] = value;
        foreach (var parameter in function.Parameters) arguments.Check(parameter);
        var missing = places.Where(parameter => parameter.IsRequired && !arguments.Has(parameter.Name)).ToList();
        return missing.Count == 0 ? arguments : throw RunnerRefusals.Missing(function, missing);
    }

    /// <summary>Whether it was given, and is neither empty nor <c>None</c>.</summary>
    public bool Has(string name) => Value(name) is { } value && TextOf(value) is not ("" or "None");

    /// <summary>Null where it was not given, or is <c>None</c>.</summary>
    public JsonNode? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>As it would be typed; empty where it was not given, or is <c>None</c>.</summary>
    public string Text(string name) => Has(name) ? TextOf(Value(name)!) : "";

    /// <summary>A list, or a text parted by commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <exception cref="SaltException">BadRequest: it is neither true nor false.</exception>
    public bool Flag(string name, bool otherwise = false)
    {
        if (!_values.TryGetValue(name, out var value)) return otherwise;
        var text = value is null ? "" : TextOf(value);
        return Booleans.TryGetValue(text, out var flag) ? flag : throw Bad(name, "True or False");
    }

    /// <exception cref="SaltException">BadRequest: it is no whole number, or below <paramref name="least"/>.</exception>
    public int Number(string name, int otherwise, int least)
    {
        if (!Has(name)) return otherwise;
        return int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw Bad(name, $"a whole number from {least} on");
    }

    /// <exception cref="SaltException">BadRequest: it is no jid.</exception>
    public Shared.Jobs.Jid Jid(string name) => Shared.Jobs.Jid.OfOperator(Text(name));

    /// <summary>A map, or <c>K=V</c>; null where it was not given.</summary>
    /// <exception cref="SaltException">BadRequest: it is neither.</exception>
    public JsonObject? Map(string name)
    {
        if (!Has(name)) return null;
        if (Value(name) is JsonObject map) return map;
        var text = Text(name);
        var typed = CommandLineArguments.Parse(text.StartsWith('{') ? [text] : text.Split(','));
        return typed switch
        {
            { Arg: [JsonObject only], Kwarg.Count: 0 } => only.DeepClone().AsObject(),
            { Arg.Count: 0 } => typed.Kwarg,
            _ => throw Bad(name, "K=V or a JSON object"),
        };
    }

    public SaltException Bad(string name, string expected) => new(Failure.BadRequest, $"{name} takes {expected}, not '{Text(name)}'");

    private void Check(RunnerParameter parameter)
    {
        if (parameter.Possible.Count == 0 || Value(parameter.Name) is not { } value) return;
        var text = TextOf(value);
        if (!parameter.Possible.Contains(text, StringComparer.OrdinalIgnoreCase))
            throw new SaltException(Failure.BadRequest, $"{parameter.Name}={text}: {parameter.Refusal}");
    }

    private static string TextOf(JsonNode value) => value switch
    {
        JsonArray items => string.Join(',', items.Select(item => item is null ? "None" : TextOf(item))),
        JsonObject => JsonText.Compact(json => value.WriteTo(json)),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => value.ToString(),
        },
    };
}
