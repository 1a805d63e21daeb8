using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>A macro, where it was defined.</summary>
/// <param name="name">Null: the body of a call block.</param>
/// <param name="home">The run of what it is written in.</param>
internal sealed class Macro(string? name, MacroBody body, Frame home) : Callable
{
    public override string Name => name is null ? "anonymous" : PythonString.Quote(name);

    public override string TypeName => "Macro";

    public override object? Call(Arguments arguments) => Invoke(arguments, home.Autoescape);

    /// <param name="autoescape">As where it is called.</param>
    /// <exception cref="TemplateException">TypeError: the arguments do not fit.</exception>
    public object? Invoke(Arguments arguments, bool autoescape)
    {
        var parameters = body.Parameters;
        var given = arguments.Positional;
        var values = new object?[parameters.Count];
        Array.Copy(given, values, Math.Min(given.Length, values.Length));
        if (given.Length < values.Length) Array.Fill(values, Missing.Value, given.Length, values.Length - given.Length);
        List<KeyValuePair<string, object?>>? named = arguments.Named.Count > 0 ? [.. arguments.Named] : null;
        for (var i = given.Length; named is not null && i < values.Length; i++)
        {
            if (TryTake(named, parameters[i].Name, out var value)) values[i] = value;
        }

        object? caller = null;
        if (body.UsesCaller && body.ExplicitCaller < 0 && (!TryTake(named, "caller", out caller) || caller is null))
            caller = home.Lookup.Because("No caller defined", "caller");
        if (named is { Count: > 0 } && !body.TakesKwArgs)
        {
            throw TemplateException.Type(named.Exists(argument => argument.Key == "caller")
                ? $"macro {Shown} was invoked with two values for the special caller argument. This is most likely a bug."
                : $"macro {Shown} takes no keyword argument {PythonString.Quote(named[0].Key)}");
        }

        if (given.Length > values.Length && !body.TakesVarArgs)
            throw TemplateException.Type($"macro {Shown} takes not more than {values.Length} argument(s)");
        var varargs = body.TakesVarArgs ? new PyTuple([.. given.Skip(values.Length)]) : null;
        var text = body.Run(home, values, caller, varargs, body.TakesKwArgs ? Dict(named) : null, autoescape);
        return autoescape ? new Markup(text) : text;
    }

    private static bool TryTake(List<KeyValuePair<string, object?>>? named, string name, out object? value)
    {
        var at = named?.FindIndex(argument => argument.Key == name) ?? -1;
        value = at >= 0 ? named![at].Value : null;
        if (at >= 0) named!.RemoveAt(at);
        return at >= 0;
    }

    private static PyDict Dict(List<KeyValuePair<string, object?>>? named)
    {
        var dict = new PyDict();
        foreach (var (name, value) in named ?? []) dict[name] = value;
        return dict;
    }

    public override bool TryGetAttribute(string attribute, out object? value)
    {
        value = attribute switch
        {
            "name" => name,
            "arguments" => new PyTuple([.. body.Parameters.Select(parameter => parameter.Name)]),
            "catch_varargs" => body.TakesVarArgs,
            "catch_kwargs" => body.TakesKwArgs,
            "caller" => body.UsesCaller,
            _ => Missing.Value,
        };
        return value is not Missing;
    }

    private string Shown => PythonString.Repr(name);
}
