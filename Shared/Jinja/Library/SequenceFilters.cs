using System.Security.Cryptography;
using Salt.Jinja.Rendering;
using Salt.Jinja.Values;

namespace Salt.Jinja.Library;

/// <summary>Filters of lists and dicts.</summary>
internal static class SequenceFilters
{
    public static IEnumerable<Filter> All { get; } =
    [
        new("default", ["default_value?", "boolean?"], Default),
        new("d", ["default_value?", "boolean?"], Default),
        new("length", [], (_, value, _) => PythonNumbers.Box(PythonSequences.Length(value))),
        new("count", [], (_, value, _) => PythonNumbers.Box(PythonSequences.Length(value))),
        new("list", [], (_, value, _) => PythonSequences.ToList(value)),
        new("items", [], Items),
        new("first", [], (context, value, _) => First(context, PythonSequences.Iterate(value), "No first item, sequence was empty.")),
        new("last", [], (context, value, _) => First(context, Reversed(value), "No last item, sequence was empty.")),
        new("random", [], (context, value, _) => PythonSequences.ToList(value) is { Count: > 0 } list
            ? list[RandomNumberGenerator.GetInt32(list.Count)]
            : context.Undefined("No random item, sequence was empty.")),
        new("reverse", [], (_, value, _) => value switch
        {
            string or Markup => Methods.TextMethods.Again(value, string.Concat(Reversed(value))),
            PyIterator => Reversed(value).ToList(),
            _ when PythonSequences.TryIterate(value) is null => throw new TemplateException("FilterArgumentError", "argument must be iterable"),
            _ => new PyIterator(value is List<object?> ? "list_reverseiterator" : "reversed", Reversed(value)),
        }),
        new("sort", ["reverse?", "case_sensitive?", "attribute?"], (context, value, a) =>
            Sorting.Sort(PythonSequences.Iterate(value), Sorting.Getters(context, a[2], Sorting.Caseless(Flag(a[1]))), Flag(a[0]), asLists: true)),
        new("dictsort", ["case_sensitive?", "by?", "reverse?"], DictSort),
        new("unique", ["case_sensitive?", "attribute?"], (context, value, a) =>
            new PyIterator("generator", Unique(context, value, Flag(a[0]), a[1]))),
        new("min", ["case_sensitive?", "attribute?"], (context, value, a) => Extreme(context, value, a, PythonOperators.Less)),
        new("max", ["case_sensitive?", "attribute?"], (context, value, a) => Extreme(context, value, a, PythonOperators.Greater)),
        new("sum", ["attribute?", "start?"], (context, value, a) =>
            PythonSequences.Iterate(value).Select(Sorting.Getter(context, a[0])).Aggregate(a[1] is Missing ? PythonNumbers.Box(0) : a[1], PythonOperators.Add)),
        new("join", ["d?", "attribute?"], Join),
        new("batch", ["linecount", "fill_with?"], (_, value, a) => new PyIterator("generator", Batch(value, PythonNumbers.ToIndex(a[0]), a[1]))),
        new("slice", ["slices", "fill_with?"], (_, value, a) => new PyIterator("generator", Slices(value, PythonNumbers.ToIndex(a[0]), a[1]))),
        new("groupby", ["attribute", "default?", "case_sensitive?"], GroupBy),
    ];

    private static bool Flag(object? value) => value is not Missing && PythonSequences.Truth(value);

    private static object? Default(IFilterContext context, object? value, object?[] a) =>
        value is Undefined || (Flag(a[1]) && !PythonSequences.Truth(value)) ? a[0] is Missing ? "" : a[0] : value;

    private static PyIterator Items(IFilterContext context, object? value, object?[] a) => value switch
    {
        Undefined => new PyIterator("generator", []),
        PyDict dict => new PyIterator("generator", new PyDictView(dict, DictViewKind.Items).Items),
        _ => throw TemplateException.Type("Can only get item pairs from a mapping."),
    };

    private static object? First(IFilterContext context, IEnumerable<object?> items, string hint)
    {
        foreach (var item in items) return item;
        return context.Undefined(hint);
    }

    private static IEnumerable<object?> Reversed(object? value) => PythonSequences.Iterate(value).Reverse();

    private static List<object?> DictSort(IFilterContext context, object? value, object?[] a)
    {
        var at = (a[1] is Missing ? "key" : PythonString.Str(a[1])) switch
        {
            "key" => 0,
            "value" => 1,
            _ => throw new TemplateException("FilterArgumentError", "You can only sort by either \"key\" or \"value\""),
        };
        if (value is Undefined undefined) throw undefined.Error;
        if (value is not PyDict dict) throw new TemplateException("AttributeError", $"'{PythonTypes.NameOf(value)}' object has no attribute 'items'");
        var key = Sorting.Caseless(Flag(a[0]));
        return Sorting.Sort(new PyDictView(dict, DictViewKind.Items).Items, item => key(((PyTuple)item!)[at]), Flag(a[2]));
    }

    private static IEnumerable<object?> Unique(IFilterContext context, object? value, bool caseSensitive, object? attribute)
    {
        var (get, caseless) = (Sorting.Getter(context, attribute), Sorting.Caseless(caseSensitive));
        var seen = new PyDict();
        foreach (var item in PythonSequences.Iterate(value))
        {
            var key = caseless(get(item));
            if (seen.Contains(key)) continue;
            seen[key] = null;
            yield return item;
        }
    }

    private static object? Extreme(IFilterContext context, object? value, object?[] a, Func<object?, object?, bool> beats)
    {
        var (get, caseless) = (Sorting.Getter(context, a[1]), Sorting.Caseless(Flag(a[0])));
        var items = PythonSequences.ToList(value);
        if (items.Count == 0) return context.Undefined("No aggregated item, sequence was empty.");
        return items.Aggregate((best, item) => beats(caseless(get(item)), caseless(get(best))) ? item : best);
    }

    private static object Join(IFilterContext context, object? value, object?[] a)
    {
        var separator = a[0] is Missing ? "" : a[0];
        var items = PythonSequences.Iterate(value).Select(Sorting.Getter(context, a[1])).Select(Counted).ToList();
        var isMarkup = context.Autoescape && (separator is Markup || items.Exists(item => item is Markup));
        var between = isMarkup ? Markup.Escape(separator).Text : PythonString.Str(separator);
        var parts = items.ConvertAll(item => isMarkup ? Markup.Escape(item).Text : PythonString.Str(item));
        WorkBudget.SpendText(parts.Sum(part => (long)part.Length + between.Length));
        var text = string.Join(between, parts);
        return isMarkup ? new Markup(text) : text;
    }

    private static object? Counted(object? item)
    {
        WorkBudget.Spend(WorkBudget.Item);
        return item;
    }

    private static IEnumerable<object?> Batch(object? value, long size, object? fill)
    {
        List<object?> line = [];
        foreach (var item in PythonSequences.Iterate(value))
        {
            if (line.Count == size)
            {
                yield return line;
                line = [];
            }

            WorkBudget.Spend(WorkBudget.Item);
            line.Add(item);
        }

        if (line.Count == 0) yield break;
        var missing = fill is Missing or null ? 0 : Math.Clamp(size - line.Count, 0, 100_000);
        WorkBudget.Spend(WorkBudget.Item * missing);
        line.AddRange(Enumerable.Repeat(fill, (int)missing));
        yield return line;
    }

    private static IEnumerable<object?> Slices(object? value, long slices, object? fill)
    {
        var items = PythonSequences.ToList(value);
        if (slices == 0) throw new TemplateException("ZeroDivisionError", "integer division or modulo by zero");
        var (each, more) = ((int)(items.Count / slices), (int)(items.Count % slices));
        var at = 0;
        for (var i = 0; i < slices; i++)
        {
            WorkBudget.Spend(WorkBudget.Item * (each + 2L));
            var slice = items.GetRange(at, each + (i < more ? 1 : 0));
            at += slice.Count;
            if (fill is not (Missing or null) && i >= more) slice.Add(fill);
            yield return slice;
        }
    }

    private static List<object?> GroupBy(IFilterContext context, object? value, object?[] a)
    {
        var (get, caseless) = (Sorting.Getter(context, a[0], a[1]), Sorting.Caseless(Flag(a[2])));
        List<object?> groups = [];
        object? key = Missing.Value;
        List<object?> members = [];
        foreach (var item in Sorting.Sort(PythonSequences.Iterate(value), item => caseless(get(item)), reverse: false))
        {
            var own = caseless(get(item));
            if (key is Missing || !PythonEquality.Equals(own, key))
            {
                members = [];
                groups.Add(new Group(get(item), members));
                key = own;
            }

            WorkBudget.Spend(WorkBudget.Item);
            members.Add(item);
        }

        return groups;
    }

    /// <summary>A tuple whose items have names.</summary>
    private sealed class Group(object? grouper, List<object?> list) : PyTuple(grouper, list), IPythonObject
    {
        public string TypeName => "_GroupTuple";

        public string Text => PythonString.Repr(new PyTuple(grouper, list));

        public bool TryGetAttribute(string name, out object? value)
        {
            value = name switch
            {
                "grouper" => grouper,
                "list" => list,
                _ => Missing.Value,
            };
            return value is not Missing;
        }

        public bool TryGetItem(object? key, out object? value)
        {
            value = null;
            return key is long index && PythonSequences.TryIndex(this, index, out value);
        }

    }
}
