using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

internal static class DictMethods
{
    public static IEnumerable<Method> All { get; } =
    [
        new("get", ["key", "default?"], (self, a) => ((PyDict)self).GetOr(a[0], Or(a[1], null))),
        new("keys", [], (self, _) => new PyDictView((PyDict)self, DictViewKind.Keys)),
        new("values", [], (self, _) => new PyDictView((PyDict)self, DictViewKind.Values)),
        new("items", [], (self, _) => new PyDictView((PyDict)self, DictViewKind.Items)),
        new("copy", [], (self, _) => new PyDict((PyDict)self)),
        new("update", (_, self, arguments) =>
        {
            ((PyDict)self).Update(Library.Globals.MakeDict("update", arguments));
            return null;
        }),
        new("setdefault", ["key", "default?"], (self, a) =>
        {
            var dict = (PyDict)self;
            if (!dict.TryGet(a[0], out var value)) dict[a[0]] = value = Or(a[1], null);
            return value;
        }),
        new("pop", ["key", "default?"], (self, a) =>
            ((PyDict)self).Remove(a[0], out var value) ? value
            : a[1] is Missing ? throw new TemplateException("KeyError", PythonString.Repr(a[0])) : a[1]),
        new("popitem", [], (self, _) =>
        {
            var dict = (PyDict)self;
            if (dict.Count == 0) throw new TemplateException("KeyError", "'popitem(): dictionary is empty'");
            var (key, value) = dict.At(dict.Count - 1);
            dict.RemoveAt(dict.Count - 1);
            return new PyTuple(key, value);
        }),
        new("clear", [], (self, _) =>
        {
            ((PyDict)self).Clear();
            return null;
        }),
        new("fromkeys", ["iterable", "value?"], (_, a) =>
        {
            var dict = new PyDict();
            foreach (var key in PythonSequences.Iterate(a[0])) dict[key] = Or(a[1], null);
            return dict;
        }),
    ];

    private static object? Or(object? value, object? otherwise) => value is Missing ? otherwise : value;
}
