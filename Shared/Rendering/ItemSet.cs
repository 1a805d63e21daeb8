using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>Values of which each is there once: by their hash, and those that have none, lists and dicts, one by one.</summary>
internal sealed class ItemSet
{
    private static readonly object None = new();

    private readonly HashSet<object> _hashed = new(PythonEquality.Keys);
    private readonly List<object?> _others = [];

    /// <returns>False: it was there.</returns>
    public bool Add(object? item)
    {
        if (IsHashable(item))
        {
            if (!_hashed.Add(item ?? None)) return false;
        }
        else
        {
            if (PythonSequences.Contains(_others, item)) return false;
            _others.Add(item);
        }

        WorkBudget.Spend(WorkBudget.Item);
        return true;
    }

    public bool Contains(object? item) => IsHashable(item) ? _hashed.Contains(item ?? None) : PythonSequences.Contains(_others, item);

    private static bool IsHashable(object? item) => item is null or string or Markup or bool or long or double or System.Numerics.BigInteger;
}
