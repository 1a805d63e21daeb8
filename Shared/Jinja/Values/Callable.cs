namespace Salt.Jinja.Values;

/// <summary>Something that templates can call.</summary>
public abstract class Callable
{
    /// <summary>As Python's <c>repr</c> names it.</summary>
    public abstract string Name { get; }

    public virtual string TypeName => "function";

    /// <exception cref="TemplateException">The arguments do not fit, or the call fails.</exception>
    public abstract object? Call(Arguments arguments);

    public virtual bool TryGetAttribute(string name, out object? value)
    {
        value = null;
        return false;
    }
}
