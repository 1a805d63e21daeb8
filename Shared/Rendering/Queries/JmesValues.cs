using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Queries;

/// <summary>What JMESPath does with values.</summary>
internal static class JmesValues
{
    public static object? Member(object? data, string name) => data is PyDict dict ? dict.GetOr(name, null) : null;

    public static object? Index(object? data, long index) => data is List<object?> list && PythonSequences.TryIndex(list, index, out var item) ? item : null;

    /// <summary>Null: it is no list.</summary>
    public static IEnumerable<object?>? ItemsOf(object? data) => data is List<object?> or PyTuple ? PythonSequences.Iterate(data) : null;

    /// <summary>Null: it is no map.</summary>
    public static IEnumerable<object?>? ValuesOf(object? data) => data is PyDict dict ? dict.Values : null;

    /// <summary>Lists within the list are opened, one level; null: it is no list.</summary>
    public static IEnumerable<object?>? Flatten(object? data) => ItemsOf(data)?.SelectMany(item => ItemsOf(item) ?? [item]);

    /// <summary>What comes of each item, without that of which nothing comes.</summary>
    public static List<object?>? Project(IEnumerable<object?>? items, Func<object?, object?> each) =>
        items is null ? null : PythonSequences.ToList(new PyIterator("generator", items.Select(each).Where(item => item is not null)));

    public static bool IsTrue(object? value) => value switch
    {
        null or false or "" => false,
        PyDict dict => dict.Count > 0,
        IReadOnlyList<object?> list => list.Count > 0,
        _ => true,
    };

    /// <returns>Null: values of these kinds have no order.</returns>
    public static object? Compare(string symbol, object? left, object? right)
    {
        if (symbol is "==" or "!=") return (left is bool == right is bool && PythonEquality.Equals(left, right)) == (symbol == "==");
        if (left is bool || right is bool || !PythonNumbers.IsNumber(left) || !PythonNumbers.IsNumber(right)) return null;
        return symbol switch
        {
            "<" => PythonOperators.Less(left, right),
            "<=" => PythonOperators.LessOrEqual(left, right),
            ">" => PythonOperators.Greater(left, right),
            _ => PythonOperators.GreaterOrEqual(left, right),
        };
    }
}
