using System.Numerics;

namespace Salt.Jinja.Values;

/// <summary>Going through values, counting, indexing and slicing them. Text counts in code points, as in Python.</summary>
public static class PythonSequences
{
    /// <summary>What a loop over the value goes through; null: it cannot be gone through. Each item spends of the budget.</summary>
    public static IEnumerable<object?>? TryIterate(object? value) => Source(value) is { } source ? Metered(source) : null;

    private static IEnumerable<object?> Metered(IEnumerable<object?> source)
    {
        foreach (var item in source)
        {
            WorkBudget.Step();
            yield return item;
        }
    }

    private static IEnumerable<object?>? Source(object? value) => value switch
    {
        List<object?> list => Follow(list),
        IReadOnlyList<object?> items => items,
        PyDict dict => dict.Keys,
        PyDictView view => view.Items,
        string text => Characters(text),
        Markup markup => Characters(markup.Text),
        PyIterator iterator => iterator,
        Undefined undefined => undefined.Soft() is null ? null : [],
        IEnumerable<object?> items => items,
        _ => null,
    };

    /// <exception cref="TemplateException">TypeError: it cannot be gone through.</exception>
    public static IEnumerable<object?> Iterate(object? value) =>
        TryIterate(value) ?? throw TemplateException.Type($"'{PythonTypes.NameOf(value)}' object is not iterable");

    public static List<object?> ToList(object? value)
    {
        List<object?> list = [];
        foreach (var item in Iterate(value))
        {
            WorkBudget.Spend(WorkBudget.Item);
            list.Add(item);
        }

        return list;
    }

    /// <summary>Null: it has no length.</summary>
    public static int? TryLength(object? value) => value switch
    {
        string text => TextLength(text),
        Markup markup => TextLength(markup.Text),
        IReadOnlyCollection<object?> items => items.Count,
        PyDict dict => dict.Count,
        PyDictView view => view.Count,
        Undefined undefined => undefined.Soft() is null ? null : 0,
        _ => null,
    };

    public static int Length(object? value) =>
        TryLength(value) ?? throw TemplateException.Type($"object of type '{PythonTypes.NameOf(value)}' has no len()");

    public static bool Truth(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        BigInteger big => !big.IsZero,
        Undefined undefined => undefined.Soft() is null,
        _ => TryLength(value) is not 0,
    };

    public static bool Contains(object? container, object? item)
    {
        switch (container)
        {
            case string or Markup:
                if (item is not (string or Markup))
                    throw TemplateException.Type($"'in <string>' requires string as left operand, not {PythonTypes.NameOf(item)}");
                return PythonString.Str(container).Contains(PythonString.Str(item), StringComparison.Ordinal);
            case PyDict dict:
                return dict.Contains(item);
            case PyDictView view:
                return view.Contains(item);
            case IPythonObject host when TryIterate(container) is null:
                return host.TryGetItem(item, out _);
            default:
                var items = TryIterate(container) ?? throw TemplateException.Type($"argument of type '{PythonTypes.NameOf(container)}' is not iterable");
                foreach (var each in items)
                {
                    if (PythonEquality.Equals(each, item)) return true;
                }

                return false;
        }
    }

    /// <summary>An item of a sequence; false: it is none, or has no such item.</summary>
    public static bool TryIndex(object? value, long index, out object? item)
    {
        item = null;
        if (value is string or Markup)
        {
            var text = PythonString.Str(value);
            var length = TextLength(text);
            if (index < 0) index += length;
            if (index < 0 || index >= length) return false;
            item = length == text.Length ? text[(int)index].ToString() : RuneAt(text, (int)index);
            return true;
        }

        if (value is not IReadOnlyList<object?> items) return false;
        if (index < 0) index += items.Count;
        if (index < 0 || index >= items.Count) return false;
        item = items[(int)index];
        return true;
    }

    /// <summary><c>value[start:stop:step]</c>; None stands for what is not given.</summary>
    /// <exception cref="TemplateException">It is no sequence, or a bound is no whole number.</exception>
    public static object? Slice(object? value, object? start, object? stop, object? step)
    {
        var stride = Bound(step) ?? 1;
        if (stride == 0) throw TemplateException.Value("slice step cannot be zero");
        switch (value)
        {
            case string or Markup:
                var text = PythonString.Str(value);
                var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
                var cut = string.Concat(Pick(runes, Bound(start), Bound(stop), stride));
                return value is Markup ? new Markup(cut) : cut;
            case List<object?> list:
                return Pick(list, Bound(start), Bound(stop), stride);
            case PyTuple tuple:
                return new PyTuple([.. Pick(tuple, Bound(start), Bound(stop), stride)]);
            case PyRange range:
                var (first, end) = Bounds(range.Count, Bound(start), Bound(stop), stride);
                return range.Slice(first, end, stride);
            default:
                throw TemplateException.Type($"'{PythonTypes.NameOf(value)}' object is not subscriptable");
        }
    }

    public static int TextLength(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c)) length--;
        }

        return length;
    }

    public static IEnumerable<object?> Characters(string text)
    {
        foreach (var rune in text.EnumerateRunes()) yield return rune.ToString();
    }

    private static string RuneAt(string text, int index) => text.EnumerateRunes().ElementAt(index).ToString();

    // A list that grows while a loop goes over it goes on with what was added, as in Python.
    private static IEnumerable<object?> Follow(List<object?> list)
    {
        for (var i = 0; i < list.Count; i++) yield return list[i];
    }

    private static List<T> Pick<T>(IReadOnlyList<T> items, long? start, long? stop, long step)
    {
        var (first, end) = Bounds(items.Count, start, stop, step);
        List<T> picked = [];
        for (var i = first; step > 0 ? i < end : i > end; i += step)
        {
            WorkBudget.Spend(WorkBudget.Item);
            picked.Add(items[(int)i]);
        }

        return picked;
    }

    /// <summary>The first index, and the one that is not reached any more.</summary>
    private static (long First, long End) Bounds(int count, long? start, long? stop, long step) => (
        start is { } from ? Clamp(from, count, step) : step > 0 ? 0 : count - 1,
        stop is { } to ? Clamp(to, count, step) : step > 0 ? count : -1);

    private static long Clamp(long bound, int count, long step)
    {
        if (bound < 0) bound += count;
        return step > 0 ? Math.Clamp(bound, 0, count) : Math.Clamp(bound, -1, count - 1);
    }

    private static long? Bound(object? value) => value switch
    {
        null => null,
        long number => Math.Clamp(number, -int.MaxValue, int.MaxValue),
        bool flag => flag ? 1 : 0,
        BigInteger big => big.Sign * (long)int.MaxValue,
        Undefined undefined => throw undefined.Error,
        _ => throw TemplateException.Type("slice indices must be integers or None or have an __index__ method"),
    };
}
