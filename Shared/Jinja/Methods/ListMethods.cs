using Salt.Jinja.Library;
using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

internal static class ListMethods
{
    public static IEnumerable<Method> OfTuples { get; } =
    [
        new("index", ["value", "start?", "stop?"], (self, a) => IndexOf((IReadOnlyList<object?>)self, a)),
        new("count", ["value"], (self, a) => PythonNumbers.Box(((IReadOnlyList<object?>)self).Count(item => PythonEquality.Equals(item, a[0])))),
    ];

    public static IEnumerable<Method> All { get; } =
    [
        .. OfTuples,
        new("append", ["object"], (self, a) => Do(self, list =>
        {
            WorkBudget.Spend(WorkBudget.Item);
            list.Add(a[0]);
        })),
        new("extend", ["iterable"], (self, a) => Do(self, list =>
        {
            var more = PythonSequences.ToList(a[0]);
            WorkBudget.Spend(WorkBudget.Item * (long)more.Count);
            list.AddRange(more);
        })),
        new("insert", ["index", "object"], (self, a) => Do(self, list =>
        {
            // What comes behind is moved.
            WorkBudget.Spend(WorkBudget.Item + (list.Count / 64));
            list.Insert((int)Place(list, PythonNumbers.ToIndex(a[0])), a[1]);
        })),
        new("remove", ["value"], (self, a) => Do(self, list =>
        {
            var at = list.FindIndex(item => PythonEquality.Equals(item, a[0]));
            if (at < 0) throw TemplateException.Value("list.remove(x): x not in list");
            list.RemoveAt(at);
        })),
        new("pop", ["index?"], (self, a) =>
        {
            var list = (List<object?>)self;
            var index = a[0] is Missing ? -1 : PythonNumbers.ToIndex(a[0]);
            if (list.Count == 0) throw new TemplateException("IndexError", "pop from empty list");
            if (index < 0) index += list.Count;
            if (index < 0 || index >= list.Count) throw new TemplateException("IndexError", "pop index out of range");
            var item = list[(int)index];
            list.RemoveAt((int)index);
            return item;
        }),
        new("clear", [], (self, _) => Do(self, list => list.Clear())),
        new("copy", [], (self, _) => PythonSequences.ToList(self)),
        new("reverse", [], (self, _) => Do(self, list => list.Reverse())),
        new("sort", ["key?", "reverse?"], (self, a) => Do(self, list =>
        {
            Func<object?, object?> key = a[0] is Callable callable ? item => callable.Call(Arguments.Of(item)) : item => item;
            var sorted = Sorting.Sort(list, key, a[1] is not Missing && PythonSequences.Truth(a[1]));
            list.Clear();
            list.AddRange(sorted);
        })),
    ];

    private static object? Do(object self, Action<List<object?>> change)
    {
        change((List<object?>)self);
        return null;
    }

    private static long Place(List<object?> list, long index) => Math.Clamp(index < 0 ? index + list.Count : index, 0, list.Count);

    private static object IndexOf(IReadOnlyList<object?> items, object?[] a)
    {
        var start = a[1] is Missing ? 0 : PythonNumbers.ToIndex(a[1]);
        var stop = a[2] is Missing ? items.Count : PythonNumbers.ToIndex(a[2]);
        if (start < 0) start = Math.Max(0, start + items.Count);
        if (stop < 0) stop += items.Count;
        for (var i = start; i < Math.Min(stop, items.Count); i++)
        {
            if (PythonEquality.Equals(items[(int)i], a[0])) return PythonNumbers.Box(i);
        }

        throw TemplateException.Value($"{PythonString.Repr(a[0])} is not in list");
    }
}
