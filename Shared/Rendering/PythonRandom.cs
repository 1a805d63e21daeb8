using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Salt.Jinja.Values;

namespace Salt.Shared.Rendering;

/// <summary>The generator of Python's <c>random</c>, the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998): with a seed it
/// gives what Python gives.</summary>
internal sealed class PythonRandom
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    /// <param name="seed">A text or a whole number.</param>
    public PythonRandom(object seed) => Initialize(Words(seed));

    public static PythonRandom Unseeded() => new(new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true));

    /// <summary>Several items of a list in an order by chance, as <c>random.sample</c> takes them.</summary>
    public List<object?> Sample(List<object?> items, int count)
    {
        var taken = new List<object?>(count);
        var few = 21 + (count > 5 ? (long)Math.Pow(4, Math.Ceiling(Math.Log(count * 3, 4))) : 0);
        if (items.Count <= few)
        {
            var pool = PythonSequences.ToList(items);
            for (var i = 0; i < count; i++)
            {
                var at = Below(items.Count - i);
                taken.Add(pool[at]);
                pool[at] = pool[items.Count - i - 1];
            }

            return taken;
        }

        var seen = new HashSet<int>();
        while (taken.Count < count)
        {
            WorkBudget.Step();
            var at = Below(items.Count);
            if (seen.Add(at)) taken.Add(items[at]);
        }

        return taken;
    }

    private int Below(int bound)
    {
        var shift = BitOperations.LeadingZeroCount((uint)bound);
        while (true)
        {
            var drawn = Next() >> shift;
            if (drawn < bound) return (int)drawn;
        }
    }

    // A text is itself and its hash; of a number the sign does not count.
    private static uint[] Words(object seed)
    {
        var number = seed is string or Markup && Encoding.UTF8.GetBytes(PythonString.Str(seed)) is var text
            ? new BigInteger([.. text, .. SHA512.HashData(text)], isUnsigned: true, isBigEndian: true)
            : BigInteger.Abs(PythonNumbers.ToBig(seed));
        var bytes = number.ToByteArray(isUnsigned: true);
        var words = new uint[Math.Max(1, (bytes.Length + 3) / 4)];
        for (var i = 0; i < bytes.Length; i++) words[i / 4] |= (uint)bytes[i] << (8 * (i % 4));
        return words;
    }

    private void Initialize(uint[] key)
    {
        _state[0] = 19650218;
        for (var i = 1; i < Size; i++) _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        var (at, word) = (1, 0);
        for (var k = Math.Max(Size, key.Length); k > 0; k--)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1664525u)) + key[word] + (uint)word;
            Advance(ref at);
            word = (word + 1) % key.Length;
        }

        for (var k = Size - 1; k > 0; k--)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1566083941u)) - (uint)at;
            Advance(ref at);
        }

        _state[0] = 0x80000000;
    }

    private void Advance(ref int at)
    {
        if (++at < Size) return;
        _state[0] = _state[Size - 1];
        at = 1;
    }

    private uint Next()
    {
        if (_next == Size) Twist();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7fffffff);
            _state[i] = _state[(i + Middle) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
        }

        _next = 0;
    }
}
