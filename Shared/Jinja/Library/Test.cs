using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>A test: a question about a value.</summary>
/// <param name="parameters">As of <see cref="Signature"/>, without the value.</param>
public sealed class Test(string name, string[] parameters, Func<IFilterContext, object?, object?[], bool> holds)
{
    private readonly Signature _signature = new(name, parameters);

    public string Name => name;

    public bool Holds(IFilterContext context, object? value, Arguments arguments) => holds(context, value, _signature.Bind(arguments));
}
