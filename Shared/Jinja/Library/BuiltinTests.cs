using System.Numerics;
using Salt.Jinja.Methods;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>The tests that Jinja has.</summary>
internal static class BuiltinTests
{
    public static IEnumerable<Test> All { get; } =
    [
        Is("defined", value => value is not Undefined),
        Is("undefined", value => value is Undefined),
        Is("none", value => value is null),
        Is("boolean", value => value is bool),
        Is("true", value => value is true),
        Is("false", value => value is false),
        Is("integer", value => value is long or BigInteger),
        Is("float", value => value is double),
        Is("number", PythonNumbers.IsNumber),
        Is("string", PythonOperators.IsText),
        Is("mapping", value => value is PyDict),
        Is("sequence", IsSequence),
        Is("iterable", value => PythonSequences.TryIterate(value) is not null),
        Is("callable", value => value is Callable or Undefined),
        // An undefined that can be chained knows how to write itself as HTML, and that is what is asked.
        Is("escaped", value => value is Markup or Undefined { Kind: UndefinedKind.Chainable }),
        Is("odd", value => PythonEquality.Equals(PythonOperators.Modulo(value, 2L), 1L)),
        Is("even", value => PythonEquality.Equals(PythonOperators.Modulo(value, 2L), 0L)),
        Is("lower", value => TextChecks.IsLower(PythonString.Str(value))),
        Is("upper", value => TextChecks.IsUpper(PythonString.Str(value))),
        new("divisibleby", ["num"], (_, value, a) => PythonEquality.Equals(PythonOperators.Modulo(value, a[0]), 0L)),
        new("sameas", ["other"], (_, value, a) => IsSame(value, a[0])),
        new("in", ["seq"], (_, value, a) => PythonSequences.Contains(a[0], value)),
        Is("filter", (context, value) => Key(value) is { } name && context.Environment.FindFilter(name) is not null),
        Is("test", (context, value) => Key(value) is { } name && context.Environment.FindTest(name) is not null),
        .. Compare(PythonEquality.Equals, "==", "eq", "equalto"),
        .. Compare((left, right) => !PythonEquality.Equals(left, right), "!=", "ne"),
        .. Compare(PythonOperators.Greater, ">", "gt", "greaterthan"),
        .. Compare(PythonOperators.GreaterOrEqual, ">=", "ge"),
        .. Compare(PythonOperators.Less, "<", "lt", "lessthan"),
        .. Compare(PythonOperators.LessOrEqual, "<=", "le"),
    ];

    // It has a length and items.
    private static bool IsSequence(object? value) =>
        value is string or Markup or PyDict or Undefined || (value is IReadOnlyList<object?>);

    // Values that are the same are one object in Python if they are small or singletons.
    private static bool IsSame(object? value, object? other) =>
        ReferenceEquals(value, other)
        || (value is bool a && other is bool b && a == b)
        || (value is long c && other is long d && c == d)
        || (value is string e && other is string f && e == f);

    private static string? Key(object? value) => value is List<object?> or PyDict
        ? throw TemplateException.Type($"unhashable type: '{PythonTypes.NameOf(value)}'")
        : (value is Undefined undefined ? undefined.Soft() : value) as string;

    private static Test Is(string name, Func<object?, bool> holds) => new(name, [], (_, value, _) => holds(value));

    private static Test Is(string name, Func<IFilterContext, object?, bool> holds) => new(name, [], (context, value, _) => holds(context, value));

    private static IEnumerable<Test> Compare(Func<object?, object?, bool> holds, params string[] names) =>
        names.Select(name => new Test(name, ["other"], (_, value, a) => holds(value, a[0])));
}
