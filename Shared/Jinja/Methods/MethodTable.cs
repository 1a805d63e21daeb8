using System.Collections.Frozen;
using System.Numerics;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

/// <summary>Which methods values have.</summary>
internal static class MethodTable
{
    private static readonly FrozenDictionary<string, Method> Texts = Index(TextMethods.All.Concat(TextChecks.All).Concat(TextSplitting.All));
    private static readonly FrozenDictionary<string, Method> Lists = Index(ListMethods.All);
    private static readonly FrozenDictionary<string, Method> Tuples = Index(ListMethods.OfTuples);
    private static readonly FrozenDictionary<string, Method> Dicts = Index(DictMethods.All);
    private static readonly FrozenDictionary<string, Method> Reals = Index(NumberMethods.OfReals);
    private static readonly FrozenDictionary<string, Method> Wholes = Index(NumberMethods.OfWholes);

    public static Method? Find(object value, string name) => value switch
    {
        string or Markup => Texts.GetValueOrDefault(name),
        PyDict => Dicts.GetValueOrDefault(name),
        List<object?> => Lists.GetValueOrDefault(name),
        PyTuple or PyRange => Tuples.GetValueOrDefault(name),
        double => Reals.GetValueOrDefault(name),
        long or bool or BigInteger => Wholes.GetValueOrDefault(name),
        _ => null,
    };

    private static FrozenDictionary<string, Method> Index(IEnumerable<Method> methods) => methods.ToFrozenDictionary(method => method.Name);
}
