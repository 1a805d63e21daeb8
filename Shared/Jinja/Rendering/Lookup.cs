using Salt.Jinja.Methods;
using Salt.Jinja.Values;

namespace Salt.Jinja.Rendering;

/// <summary>How templates reach into values: attributes, items, and what stands for those that are not there. Only what is
/// listed here can be reached.</summary>
internal sealed class Lookup(UndefinedKind kind)
{
    public UndefinedKind Kind => kind;

    /// <summary>What Jinja's own objects call the name that is missing.</summary>
    private const string UndefinedName = "_undefined_name";

    /// <summary><c>value.name</c>: an attribute, else an item.</summary>
    public object? Attribute(object? value, string name)
    {
        if (value is Undefined undefined) return name == UndefinedName ? undefined.Name : IsInternal(name) ? Unsafe(value, name) : Below(undefined);
        if (TryAttribute(value, name, out var found) || TryItem(value, name, out found)) return found;
        return IsInternal(name) ? Unsafe(value, name) : new Undefined(kind, null, value, name);
    }

    /// <summary><c>value[key]</c>: an item, else an attribute.</summary>
    public object? Item(object? value, object? key)
    {
        if (value is Undefined undefined) return Below(undefined);
        if (TryItem(value, key, out var found)) return found;
        if (PythonOperators.IsText(key) && TryAttribute(value, PythonString.Str(key), out found)) return found;
        return new Undefined(kind, null, value, key is Markup markup ? markup.Text : key);
    }

    public Undefined Name(string name) => new(kind, null, Missing.Value, name);

    public Undefined Because(string hint, string? name = null) => new(kind, hint, Missing.Value, name);

    /// <summary>What Python has as attributes: methods, and what objects of the host offer.</summary>
    public bool TryAttribute(object? value, string name, out object? found)
    {
        found = null;
        switch (value)
        {
            case Namespace space:
                return space.Attributes.TryGet(name, out found);
            case Callable callable:
                return callable.TryGetAttribute(name, out found);
            case IPythonObject host:
                return host.TryGetAttribute(name, out found);
            case null:
                return false;
        }

        if (MethodTable.Find(value, name) is not { } method) return false;
        found = new BoundMethod(value, method, this);
        return true;
    }

    private Undefined Unsafe(object? value, string name) =>
        new(kind, $"access to attribute '{name}' of '{PythonTypes.NameOf(value)}' object is unsafe.", value, name, isUnsafe: true);

    private static Undefined Below(Undefined undefined) => undefined.Kind == UndefinedKind.Chainable ? undefined : throw undefined.Error;

    private static bool TryItem(object? value, object? key, out object? found)
    {
        found = null;
        switch (value)
        {
            case PyDict dict:
                return IsHashable(key) && dict.TryGet(key is Undefined undefined ? undefined.Soft() : key, out found);
            case IPythonObject host:
                return host.TryGetItem(key, out found);
            default:
                return (key is long index && PythonSequences.TryIndex(value, index, out found))
                    || (key is bool flag && PythonSequences.TryIndex(value, flag ? 1 : 0, out found));
        }
    }

    private static bool IsHashable(object? key) => key switch
    {
        List<object?> or PyDict => false,
        PyTuple tuple => AreHashable(tuple),
        _ => true,
    };

    private static bool AreHashable(PyTuple tuple)
    {
        PythonStack.Check();
        return tuple.All(IsHashable);
    }

    private static bool IsInternal(string name) =>
        name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);
}
