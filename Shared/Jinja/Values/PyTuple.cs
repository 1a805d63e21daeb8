using System.Collections;

namespace Salt.Jinja.Values;

/// <summary>A tuple of Python: a list that never changes. Lists themselves are <see cref="List{T}"/>.</summary>
public class PyTuple : IReadOnlyList<object?>
{
    private readonly object?[] _items;

    public PyTuple(params object?[] items)
    {
        WorkBudget.Spend(WorkBudget.Item * (items.Length + 1L));
        _items = items;
    }

    public static PyTuple Empty { get; } = new();

    public int Count => _items.Length;

    public object? this[int index] => _items[index];

    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
