using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>A filter: a function of a value, and of arguments.</summary>
public sealed class Filter
{
    private readonly Func<IFilterContext, object?, Arguments, object?> _apply;

    /// <param name="parameters">As of <see cref="Signature"/>, without the value.</param>
    /// <param name="apply">Gets <see cref="Missing"/> for what was not given.</param>
    public Filter(string name, string[] parameters, Func<IFilterContext, object?, object?[], object?> apply)
    {
        Name = name;
        var signature = new Signature(name, parameters);
        _apply = (context, value, arguments) => apply(context, value, signature.Bind(arguments));
    }

    /// <param name="apply">Gets whatever was handed over.</param>
    public Filter(string name, Func<IFilterContext, object?, Arguments, object?> apply)
    {
        Name = name;
        _apply = apply;
    }

    public string Name { get; }

    public object? Apply(IFilterContext context, object? value, Arguments arguments) => _apply(context, value, arguments);
}
