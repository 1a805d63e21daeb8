using System.Collections.Frozen;
using System.Numerics;
using Salt.Jinja;
using Salt.Jinja.Library;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering.Queries;

/// <summary>The functions of JMESPath.</summary>
internal static class JmesFunctions
{
    private static readonly FrozenDictionary<string, Func<object?[], object?>> All = new Dictionary<string, Func<object?[], object?>>
    {
        ["abs"] = a => Number(a, 0) is double real ? Math.Abs(real) : PythonNumbers.Box(BigInteger.Abs(PythonNumbers.ToBig(Number(a, 0)))),
        ["avg"] = a => List(a, 0) is { Count: > 0 } list ? PythonOperators.Divide(Sum(list), (long)list.Count) : null,
        ["ceil"] = a => PythonNumbers.Truncate(Math.Ceiling(PythonNumbers.ToDouble(Number(a, 0)))),
        ["contains"] = a => a.Length == 2 ? a[0] is string or List<object?> && (a[0] is List<object?> || a[1] is string) && PythonSequences.Contains(a[0], a[1]) : throw Misfit("contains takes two values"),
        ["ends_with"] = a => Text(a, 0).EndsWith(Text(a, 1), StringComparison.Ordinal),
        ["floor"] = a => PythonNumbers.Truncate(Math.Floor(PythonNumbers.ToDouble(Number(a, 0)))),
        ["join"] = a => Counted(string.Join(Text(a, 0), List(a, 1).Select(item => item as string ?? throw Misfit("join takes texts")))),
        ["keys"] = a => PythonSequences.ToList(new PyDictView(Map(a, 0), DictViewKind.Keys)),
        ["length"] = a => PythonNumbers.Box(PythonSequences.Length(a.ElementAtOrDefault(0))),
        ["map"] = a => List(a, 1).ConvertAll(item => Expression(a, 0)(item)),
        ["max"] = a => Extreme(List(a, 0), item => item, PythonOperators.Greater),
        ["max_by"] = a => Extreme(List(a, 0), Expression(a, 1), PythonOperators.Greater),
        ["merge"] = a => Merged(a),
        ["min"] = a => Extreme(List(a, 0), item => item, PythonOperators.Less),
        ["min_by"] = a => Extreme(List(a, 0), Expression(a, 1), PythonOperators.Less),
        ["not_null"] = a => a.FirstOrDefault(item => item is not null),
        ["reverse"] = a => a.ElementAtOrDefault(0) is string text ? string.Concat(text.EnumerateRunes().Reverse()) : Reversed(List(a, 0)),
        ["sort"] = a => Sorting.Sort(List(a, 0), item => item, reverse: false),
        ["sort_by"] = a => Sorting.Sort(List(a, 0), Expression(a, 1), reverse: false),
        ["starts_with"] = a => Text(a, 0).StartsWith(Text(a, 1), StringComparison.Ordinal),
        ["sum"] = a => Sum(List(a, 0)),
        ["to_array"] = a => a.ElementAtOrDefault(0) is List<object?> list ? list : new List<object?> { a.ElementAtOrDefault(0) },
        ["to_number"] = a => ToNumber(a.ElementAtOrDefault(0)),
        ["to_string"] = a => a.ElementAtOrDefault(0) is string text ? text : PythonJson.Dump(a.ElementAtOrDefault(0)).Replace(", ", ",", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal),
        ["type"] = a => TypeOf(a.ElementAtOrDefault(0)),
        ["values"] = a => PythonSequences.ToList(new PyDictView(Map(a, 0), DictViewKind.Values)),
    }.ToFrozenDictionary();

    /// <returns>Null: there is none of that name.</returns>
    public static Func<object?[], object?>? Find(string name) => All.GetValueOrDefault(name);

    private static object Number(object?[] a, int at) =>
        a.ElementAtOrDefault(at) is { } value and not bool && PythonNumbers.IsNumber(value) ? value : throw Misfit("a number is needed");

    private static string Text(object?[] a, int at) => a.ElementAtOrDefault(at) as string ?? throw Misfit("a text is needed");

    private static List<object?> List(object?[] a, int at) => a.ElementAtOrDefault(at) as List<object?> ?? throw Misfit("a list is needed");

    private static PyDict Map(object?[] a, int at) => a.ElementAtOrDefault(at) as PyDict ?? throw Misfit("a map is needed");

    private static Func<object?, object?> Expression(object?[] a, int at) =>
        a.ElementAtOrDefault(at) as Func<object?, object?> ?? throw Misfit("an expression is needed, '&name'");

    private static object? Sum(List<object?> list) => list.Aggregate((object?)PythonNumbers.Box(0), PythonOperators.Add);

    private static object? Extreme(List<object?> list, Func<object?, object?> key, Func<object?, object?, bool> beats) =>
        list.Count == 0 ? null : list.Aggregate((best, item) => beats(key(item), key(best)) ? item : best);

    private static List<object?> Reversed(List<object?> list)
    {
        var reversed = PythonSequences.ToList(list);
        reversed.Reverse();
        return reversed;
    }

    private static PyDict Merged(object?[] maps)
    {
        var merged = new PyDict();
        for (var i = 0; i < maps.Length; i++) merged.Update(Map(maps, i));
        return merged;
    }

    private static object? ToNumber(object? value) => value switch
    {
        bool => null,
        _ when PythonNumbers.IsNumber(value) => value,
        string text when PythonNumbers.TryParseWhole(text, 10, out var whole) => whole,
        string text when PythonNumbers.TryParseReal(text, out var real) => real,
        _ => null,
    };

    private static string TypeOf(object? value) => value switch
    {
        null => "null",
        bool => "boolean",
        string => "string",
        PyDict => "object",
        List<object?> or PyTuple => "array",
        _ => "number",
    };

    private static string Counted(string text)
    {
        WorkBudget.SpendText(text.Length);
        return text;
    }

    private static TemplateException Misfit(string what) => TemplateException.Type($"JMESPath: {what}");
}
