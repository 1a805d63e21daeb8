using System.Text;
using System.Text.Json;

namespace Salt.Shared.Validation;

/// <summary>The keys of the objects that a reader is inside of.</summary>
internal sealed class JsonNames(ReadOnlyMemory<byte> json)
{
    /// <summary>So many keys are compared one by one; more are looked up.</summary>
    private const int Few = 16;

    private const int ShownMax = 80;

    private readonly List<Names> _open = [];
    private int _depth;

    /// <returns>Null.</returns>
    public string? Open()
    {
        if (_open.Count == _depth) _open.Add(new Names());
        _open[_depth++].Clear();
        return null;
    }

    /// <returns>Null.</returns>
    public string? Close()
    {
        _depth--;
        return null;
    }

    /// <summary>The reader is at a key, whose escapes are whole characters.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public string? Add(ref Utf8JsonReader reader)
    {
        ReadOnlyMemory<byte> name;
        if (reader.ValueIsEscaped)
        {
            var plain = new byte[reader.ValueSpan.Length];
            name = plain.AsMemory(0, reader.CopyString(plain));
        }
        else
        {
            name = json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        return _open[_depth - 1].Add(name) ? null : $"has the key '{PlainLine.Of(Encoding.UTF8.GetString(name.Span), ShownMax)}' twice in one object";
    }

    private sealed class Names
    {
        private readonly List<ReadOnlyMemory<byte>> _few = [];
        private readonly HashSet<ReadOnlyMemory<byte>> _many = new(SameBytes.Instance);

        public void Clear()
        {
            _few.Clear();
            _many.Clear();
        }

        public bool Add(ReadOnlyMemory<byte> name)
        {
            if (_many.Count > 0) return _many.Add(name);
            foreach (var known in _few)
            {
                if (known.Span.SequenceEqual(name.Span)) return false;
            }

            _few.Add(name);
            if (_few.Count == Few) _many.UnionWith(_few);
            return true;
        }
    }

    // A hash with a seed of this process: nobody outside can choose keys that collide.
    private sealed class SameBytes : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static readonly SameBytes Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
