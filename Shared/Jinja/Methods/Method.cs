using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary>A method of a type of Python.</summary>
internal sealed class Method
{
    private readonly Func<Lookup, object, Arguments, object?> _call;

    /// <param name="parameters">As of <see cref="Signature"/>.</param>
    /// <param name="body">Gets the value and its bound arguments.</param>
    public Method(string name, string[] parameters, Func<object, object?[], object?> body)
    {
        Name = name;
        var signature = new Signature(name, parameters);
        _call = (_, self, arguments) => body(self, signature.Bind(arguments));
    }

    /// <param name="body">Gets whatever was handed over.</param>
    public Method(string name, Func<Lookup, object, Arguments, object?> body)
    {
        Name = name;
        _call = body;
    }

    public string Name { get; }

    public object? Call(Lookup lookup, object self, Arguments arguments) => _call(lookup, self, arguments);
}
