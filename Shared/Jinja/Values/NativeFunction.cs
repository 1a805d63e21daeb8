namespace Salt.Jinja.Values;

/// <summary>A function that the host gives to templates.</summary>
/// <param name="parameters">Their names, in order. One that ends in <c>?</c> can be left out and is then
/// <see cref="Missing"/>.</param>
public sealed class NativeFunction(string name, string[] parameters, Func<object?[], object?> body) : Callable
{
    private readonly Signature _signature = new(name, parameters);

    public override string Name => name;

    public override string TypeName => "builtin_function_or_method";

    public override object? Call(Arguments arguments) => body(_signature.Bind(arguments));
}
