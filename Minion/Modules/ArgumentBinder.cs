using System.Text.Json;
using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>Checks a call's arguments against the function's declaration, by Salt's rules and in Salt's words, with the
/// signature in place of Salt's page of documentation.</summary>
public static class ArgumentBinder
{
    /// <param name="arg">Positional arguments as they were published.</param>
    /// <param name="kwarg">Keyword arguments as they were published.</param>
    /// <exception cref="RefusedException">An argument is unknown, missing, given twice or not of its kind.</exception>
    public static BoundArguments Bind(Function function, JsonArray arg, JsonObject kwarg)
    {
        var named = function.Arguments.Where(IsNamed).ToList();
        var takesRest = function.Arguments.Any(argument => argument.Kind == ArgumentKind.Rest);
        var takesRestNamed = function.Arguments.Any(argument => argument.Kind == ArgumentKind.RestNamed);

        var unknown = kwarg.Where(pair => named.All(argument => argument.Name != pair.Key)).ToList();
        if (unknown.Count > 0 && !takesRestNamed) throw Unknown(function, unknown);
        if (arg.Count > named.Count && !takesRest) throw TooMany(function, named, arg);

        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(arg.Count, named.Count); i++)
        {
            values[named[i].Name] = Read(function, named[i], arg[i]);
        }

        foreach (var (name, value) in kwarg)
        {
            if (values.ContainsKey(name)) throw Invalid(function, $"got multiple values for argument '{name}'");
            var declared = named.Find(argument => argument.Name == name);
            if (declared is not null) values[name] = Read(function, declared, value);
        }

        var missing = named.Where(argument => argument.Required && !values.ContainsKey(argument.Name)).ToList();
        if (missing.Count > 0) throw Missing(function, missing);
        foreach (var argument in named) values.TryAdd(argument.Name, argument.Default);
        return new BoundArguments(
            values,
            [.. arg.Skip(named.Count).Select(value => value?.DeepClone())],
            new JsonObject(unknown.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));
    }

    private static bool IsNamed(FunctionArgument argument) =>
        argument.Kind is not (ArgumentKind.Rest or ArgumentKind.RestNamed);

    private static JsonNode? Read(Function function, FunctionArgument argument, JsonNode? value)
    {
        if (argument.Kind == ArgumentKind.Any) return value;
        if (value is null || value.GetValueKind() == JsonValueKind.Null)
        {
            // None for an optional argument is how a caller leaves it out in the middle of a positional list.
            return argument.Required ? throw OfKind(function, argument, value) : argument.Default;
        }

        return ArgumentValue.TryRead(value, argument.Kind, out var read) ? read : throw OfKind(function, argument, value);
    }

    private static RefusedException OfKind(Function function, FunctionArgument argument, JsonNode? value) =>
        Invalid(function, $"argument '{argument.Name}' must be {ArgumentValue.NameOf(argument.Kind)}, not {ScalarText.Of(value)}");

    private static RefusedException Unknown(Function function, IEnumerable<KeyValuePair<string, JsonNode?>> unknown)
    {
        var pairs = string.Join(", ", unknown.Select(pair => $"{pair.Key}={ScalarText.Of(pair.Value)}"));
        return new RefusedException(
            $"ERROR executing '{function.Name}': The following keyword arguments are not valid: {pairs}{Usage(function)}");
    }

    private static RefusedException TooMany(Function function, List<FunctionArgument> named, JsonArray arg)
    {
        var required = named.Count(argument => argument.Required);
        var takes = required == named.Count
            ? $"{required} positional {Plural(required, "argument")}"
            : $"from {required} to {named.Count} positional arguments";
        var extra = string.Join(", ", arg.Skip(named.Count).Select(ScalarText.Of));
        return Invalid(function, $"takes {takes} but {arg.Count} {(arg.Count == 1 ? "was" : "were")} given: {extra}");
    }

    private static RefusedException Missing(Function function, List<FunctionArgument> missing)
    {
        var names = missing.ConvertAll(argument => $"'{argument.Name}'");
        var listed = names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => $"{string.Join(", ", names[..^1])}, and {names[^1]}",
        };
        return Invalid(function, $"missing {names.Count} required positional {Plural(names.Count, "argument")}: {listed}");
    }

    private static RefusedException Invalid(Function function, string what)
    {
        var shortName = function.Name[(function.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return new RefusedException(
            $"Passed invalid arguments to {function.Name}: {shortName}() {what}{Usage(function)}");
    }

    private static string Usage(Function function) => "; usage: " + Signature.Of(function);

    private static string Plural(int count, string word) => count == 1 ? word : word + "s";
}
