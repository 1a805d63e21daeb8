using System.Buffers;
using System.Globalization;
using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>The arguments of one call of a <see cref="Function"/>, as text, by Salt's names.</summary>
internal sealed class Arguments
{
    private static readonly Dictionary<string, bool> Booleans = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true, ["yes"] = true, ["on"] = true, ["1"] = true,
        ["false"] = false, ["no"] = false, ["off"] = false, ["0"] = false, ["none"] = false, [""] = false,
    };

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

    private readonly Dictionary<string, string> _values = [];
    private readonly Function _function;

    private Arguments(Function function) => _function = function;

    /// <summary>Those that were given, as they were typed.</summary>
    public IReadOnlyDictionary<string, string> Given => _values;

    /// <param name="verb">As typed, for what is said about faults.</param>
    /// <param name="operands">Values by place, and <c>name=value</c>.</param>
    /// <param name="options">Options that stand for arguments.</param>
    /// <exception cref="SaltException">Too few, too many, or an unknown name.</exception>
    public static Arguments Bind(Function function, string verb, IReadOnlyList<string> operands, Words options)
    {
        var arguments = new Arguments(function);
        var faults = new ArgumentFaults(function, verb);
        var places = function.Parameters.Where(parameter => parameter.IsRequired || parameter.IsPositional).ToList();
        List<string> placed = [];
        foreach (var operand in operands)
        {
            if (Named(operand) is not var (name, value)) placed.Add(operand);
            else if (function.Find(name) is { } parameter) arguments.Set(parameter, value);
            else throw faults.Unknown(name);
        }

        if (placed.Count > places.Count) throw ArgumentFaults.TooMany(placed, places.Count);
        foreach (var (parameter, value) in places.Zip(placed)) arguments.Set(parameter, value);
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Option is { } option && options.ValueOf(option) is { } value)
                arguments.Set(parameter, option.Value is null ? "True" : value);
        }

        var missing = function.Parameters.Where(parameter => parameter.IsRequired && !arguments.Has(parameter.Name)).ToList();
        return missing.Count == 0 ? arguments : throw faults.Missing(missing);
    }

    public bool Has(string name) => _values.TryGetValue(name, out var value) && value is not ("" or "None");

    /// <summary>Empty where it was not given, or is <c>None</c>.</summary>
    public string Text(string name) => Has(name) ? _values[name] : "";

    /// <summary>Parted by commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <exception cref="SaltException">It is neither true nor false.</exception>
    public bool Flag(string name, bool otherwise = false)
    {
        if (!_values.TryGetValue(name, out var text)) return otherwise;
        return Booleans.TryGetValue(text, out var flag) ? flag : throw Bad(name, text, "True or False");
    }

    /// <exception cref="SaltException">It is no whole number, or below <paramref name="least"/>.</exception>
    public int Number(string name, int otherwise, int least)
    {
        if (!Has(name)) return otherwise;
        return int.TryParse(_values[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw Bad(name, _values[name], $"a whole number from {least} on");
    }

    /// <exception cref="SaltException">It is no jid.</exception>
    public string Jid(string name) => Salt.Shared.Jobs.Jid.OfOperator(Text(name)).ToString();

    public SaltException Bad(string name, string value, string expected) =>
        new(Failure.BadRequest, $"{_function.Find(name)?.Option?.Name ?? name} takes {expected}, not '{value}'");

    private void Set(Parameter parameter, string value) => _values[parameter.Name] = value;

    // A name as Python has them: anything else with '=' in it is a value.
    private static (string Name, string Value)? Named(string operand)
    {
        var equals = operand.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && operand.AsSpan(0, equals).IndexOfAnyExcept(NameLetters) < 0
            ? (operand[..equals], operand[(equals + 1)..])
            : null;
    }
}
