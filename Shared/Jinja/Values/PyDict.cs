using System.Collections;

namespace Salt.Jinja.Values;

/// <summary>A dict of Python: in the order of insertion, keys equal as in Python (1, 1.0 and True are one key).</summary>
public sealed class PyDict : IEnumerable<KeyValuePair<object?, object?>>
{
    // None is a key like any other; a dictionary of .NET knows no null.
    private static readonly object NoneKey = new();

    private readonly OrderedDictionary<object, object?> _entries;

    public PyDict() => _entries = new OrderedDictionary<object, object?>(PythonEquality.Keys);

    public PyDict(int capacity) => _entries = new OrderedDictionary<object, object?>(capacity, PythonEquality.Keys);

    public PyDict(PyDict other)
    {
        WorkBudget.Spend(WorkBudget.Entry * (other.Count + 1L));
        _entries = new OrderedDictionary<object, object?>(other._entries, PythonEquality.Keys);
    }

    public int Count => _entries.Count;

    /// <summary>A key that was there keeps its place.</summary>
    /// <exception cref="TemplateException">TypeError: a list or a dict is no key.</exception>
    public object? this[object? key]
    {
        get => TryGet(key, out var value) ? value : throw new TemplateException("KeyError", PythonString.Repr(key));
        set
        {
            WorkBudget.Spend(WorkBudget.Entry);
            _entries[KeyOf(key)] = value;
        }
    }

    public bool TryGet(object? key, out object? value) => _entries.TryGetValue(KeyOf(key), out value);

    public object? GetOr(object? key, object? otherwise) => TryGet(key, out var value) ? value : otherwise;

    public bool Contains(object? key) => _entries.ContainsKey(KeyOf(key));

    public bool Remove(object? key, out object? value) => _entries.Remove(KeyOf(key), out value);

    public KeyValuePair<object?, object?> At(int index)
    {
        var (key, value) = _entries.GetAt(index);
        return new(Shown(key), value);
    }

    public void RemoveAt(int index) => _entries.RemoveAt(index);

    public void Clear() => _entries.Clear();

    public void Update(PyDict other)
    {
        if (ReferenceEquals(other, this)) return;
        WorkBudget.Spend(WorkBudget.Entry * (long)other.Count);
        foreach (var (key, value) in other._entries) _entries[key] = value;
    }

    public IEnumerable<object?> Keys
    {
        get
        {
            foreach (var (key, _) in this) yield return key;
        }
    }

    public IEnumerable<object?> Values => _entries.Values;

    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator()
    {
        var count = _entries.Count;
        for (var i = 0; i < count; i++)
        {
            if (_entries.Count != count) throw TemplateException.Runtime("dictionary changed size during iteration");
            yield return At(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static object KeyOf(object? key) => key switch
    {
        null => NoneKey,
        List<object?> or PyDict => throw TemplateException.Type($"unhashable type: '{PythonTypes.NameOf(key)}'"),
        _ => key,
    };

    private static object? Shown(object key) => ReferenceEquals(key, NoneKey) ? null : key;
}
