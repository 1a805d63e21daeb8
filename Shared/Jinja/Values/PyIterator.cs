using System.Collections;

namespace Salt.Jinja.Values;

/// <summary>An iterator or generator of Python: it can be gone through once.</summary>
/// <param name="typeName">As Python shows it: <c>generator</c>, <c>list_reverseiterator</c>.</param>
public sealed class PyIterator(string typeName, IEnumerable<object?> items) : IEnumerable<object?>
{
    private readonly IEnumerator<object?> _items = items.GetEnumerator();

    public string TypeName { get; } = typeName;

    public bool TryNext(out object? item)
    {
        var has = _items.MoveNext();
        item = has ? _items.Current : null;
        return has;
    }

    public IEnumerator<object?> GetEnumerator()
    {
        while (TryNext(out var item)) yield return item;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
