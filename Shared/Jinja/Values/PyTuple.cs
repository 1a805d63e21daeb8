using System.Collections;

namespace Salt.Jinja.Values;

/// <summary>A tuple of Python: a list that never changes. Lists themselves are <see cref="List{T}"/>.</summary>
public class PyTuple(params object?[] items) : IReadOnlyList<object?>
{
    public static PyTuple Empty { get; } = new();

    public int Count => items.Length;

    public object? this[int index] => items[index];

    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
