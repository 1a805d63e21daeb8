using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary>A method of one value.</summary>
internal sealed class BoundMethod(object self, Method method, Lookup lookup) : Callable
{
    public override string Name => $"{method.Name} of {PythonTypes.NameOf(self)} object";

    public override string TypeName => "builtin_function_or_method";

    public override object? Call(Arguments arguments) => method.Call(lookup, self, arguments);
}
