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
        Array.Fill(values, Missing.Value);
        Array.Copy(given, values, Math.Min(given.Length, values.Length));
        var named = arguments.Named.ToList();
        for (var i = given.Length; i < values.Length; i++)
        {
            var at = named.FindIndex(argument => argument.Key == parameters[i].Name);
            if (at < 0) continue;
            values[i] = named[at].Value;
            named.RemoveAt(at);
        }

        object? caller = null;
        if (body.UsesCaller && body.ExplicitCaller < 0)
        {
            var at = named.FindIndex(argument => argument.Key == "caller");
            caller = at >= 0 && named[at].Value is { } callable ? callable : home.Lookup.Because("No caller defined", "caller");
            if (at >= 0) named.RemoveAt(at);
        }

        if (named.Count > 0 && !body.TakesKwArgs)
        {
            throw TemplateException.Type(named.Exists(argument => argument.Key == "caller")
                ? $"macro {Shown} was invoked with two values for the special caller argument. This is most likely a bug."
                : $"macro {Shown} takes no keyword argument {PythonString.Quote(named[0].Key)}");
        }

        if (given.Length > values.Length && !body.TakesVarArgs)
            throw TemplateException.Type($"macro {Shown} takes not more than {values.Length} argument(s)");
        var kwargs = new PyDict();
        foreach (var (key, value) in named) kwargs[key] = value;
        var text = body.Run(home, values, caller, new PyTuple([.. given.Skip(values.Length)]), kwargs, autoescape);
        return autoescape ? new Markup(text) : text;
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
