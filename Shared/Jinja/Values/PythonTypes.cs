using System.Numerics;

namespace Salt.Jinja.Values;

/// <summary>The names that Python has for the types of values.</summary>
public static class PythonTypes
{
    public static string NameOf(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        Markup => "Markup",
        List<object?> => "list",
        PyTuple => "tuple",
        PyDict => "dict",
        PyRange => "range",
        PyDictView view => view.Kind switch
        {
            DictViewKind.Keys => "dict_keys",
            DictViewKind.Values => "dict_values",
            _ => "dict_items",
        },
        PyIterator iterator => iterator.TypeName,
        Undefined undefined => undefined.Kind switch
        {
            UndefinedKind.Chainable => "ChainableUndefined",
            UndefinedKind.Debug => "DebugUndefined",
            UndefinedKind.Strict => "StrictUndefined",
            _ => "Undefined",
        },
        Namespace => "Namespace",
        Callable callable => callable.TypeName,
        IPythonObject host => host.TypeName,
        _ => value.GetType().Name,
    };

    /// <summary>As Jinja names the owner of what is missing.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "None",
        Namespace => "jinja2.utils.Namespace object",
        Callable { TypeName: "Macro" or "LoopContext" or "BlockReference" } callable => $"jinja2.runtime.{callable.TypeName} object",
        IPythonObject { TypeName: "TemplateModule" } => "jinja2.environment.TemplateModule object",
        _ => NameOf(value) + " object",
    };
}
