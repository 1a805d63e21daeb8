using System.Numerics;

namespace Salt.Jinja.Values;

/// <summary>When two values are the same in Python.</summary>
public static class PythonEquality
{
    /// <summary>For the keys of a dict.</summary>
    public static IEqualityComparer<object> Keys { get; } = new KeyComparer();

    public static new bool Equals(object? left, object? right)
    {
        if (ReferenceEquals(left, right)) return left is not Undefined undefined || undefined.Compares();
        if (right is Undefined end && left is not Undefined) return end.EqualTo(left);
        switch (left)
        {
            case null:
                return false;
            case string text:
                return right is string same ? text == same : right is Markup html && html.Text == text;
            case Markup markup:
                return markup.Equals(right);
            case bool or long or BigInteger or double when PythonNumbers.IsNumber(right):
                return PythonNumbers.Compare(left, right!) == 0;
            case List<object?> list:
                return right is List<object?> otherList && SequenceEquals(list, otherList);
            case PyTuple tuple:
                return right is PyTuple otherTuple && SequenceEquals(tuple, otherTuple);
            case PyDict dict:
                return right is PyDict otherDict && DictEquals(dict, otherDict);
            case PyRange range:
                return right is PyRange otherRange && SequenceEquals(range, otherRange);
            case PyDictView { Kind: not DictViewKind.Values } view:
                return right is PyDictView { Kind: not DictViewKind.Values } otherView && view.Count == otherView.Count && view.Items.All(otherView.Contains);
            case Undefined undefined:
                return undefined.EqualTo(right);
            default:
                return left.Equals(right);
        }
    }

    private static bool SequenceEquals(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        if (left.Count != right.Count) return false;
        PythonStack.Check();
        for (var i = 0; i < left.Count; i++)
        {
            WorkBudget.Step();
            if (!Equals(left[i], right[i])) return false;
        }

        return true;
    }

    private static bool DictEquals(PyDict left, PyDict right)
    {
        if (left.Count != right.Count) return false;
        PythonStack.Check();
        foreach (var (key, value) in left)
        {
            WorkBudget.Step();
            if (!right.TryGet(key, out var other) || !Equals(value, other)) return false;
        }

        return true;
    }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) => PythonEquality.Equals(x, y);

        public int GetHashCode(object obj) => obj switch
        {
            string text => text.GetHashCode(StringComparison.Ordinal),
            bool or long or BigInteger or double => PythonNumbers.Hash(obj),
            PyTuple tuple => HashOf(tuple),
            List<object?> or PyDict => throw TemplateException.Type($"unhashable type: '{PythonTypes.NameOf(obj)}'"),
            _ => obj.GetHashCode(),
        };

        private int HashOf(PyTuple tuple)
        {
            PythonStack.Check();
            var hash = 17;
            for (var i = 0; i < tuple.Count; i++)
            {
                WorkBudget.Step();
                hash = HashCode.Combine(hash, tuple[i] is { } item ? GetHashCode(item) : 0);
            }

            return hash;
        }
    }
}
