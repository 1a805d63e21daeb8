namespace Salt.Jinja.Values;

/// <summary>What <c>keys()</c>, <c>values()</c> and <c>items()</c> of a dict give: they follow its changes.</summary>
public sealed class PyDictView(PyDict dict, DictViewKind kind)
{
    public DictViewKind Kind => kind;

    public int Count => dict.Count;

    public IEnumerable<object?> Items => kind switch
    {
        DictViewKind.Keys => dict.Keys,
        DictViewKind.Values => dict.Select(entry => entry.Value),
        _ => dict.Select(entry => (object?)new PyTuple(entry.Key, entry.Value)),
    };

    public bool Contains(object? item) => kind switch
    {
        DictViewKind.Keys => dict.Contains(item),
        DictViewKind.Items when item is PyTuple { Count: 2 } pair => dict.TryGet(pair[0], out var value) && PythonEquality.Equals(value, pair[1]),
        DictViewKind.Items => false,
        _ => dict.Values.Any(value => PythonEquality.Equals(value, item)),
    };
}
