namespace Salt.Jinja.Values;

/// <summary>A function that looks at its arguments itself.</summary>
public sealed class RawFunction(string name, Func<Arguments, object?> body) : Callable
{
    public override string Name => name;

    public override object? Call(Arguments arguments) => body(arguments);
}
