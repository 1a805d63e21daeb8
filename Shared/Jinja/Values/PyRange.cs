using System.Collections;

namespace Salt.Jinja.Values;

/// <summary>What <c>range()</c> gives.</summary>
public sealed class PyRange : IReadOnlyList<object?>
{
    private PyRange(long start, long stop, long step, int count)
    {
        Start = start;
        Stop = stop;
        Step = step;
        Count = count;
    }

    public long Start { get; }

    public long Stop { get; }

    public long Step { get; }

    public int Count { get; }

    public object? this[int index] => PythonNumbers.Box(Start + (index * Step));

    /// <param name="most">More items are refused, as in Jinja's sandbox.</param>
    /// <exception cref="TemplateException">ValueError: a step of 0. OverflowError: too many.</exception>
    public static PyRange Of(long start, long stop, long step, int most)
    {
        if (step == 0) throw TemplateException.Value("range() arg 3 must not be zero");
        Int128 span = step > 0 ? (Int128)stop - start : (Int128)start - stop;
        var width = step > 0 ? (Int128)step : -(Int128)step;
        var count = span <= 0 ? 0 : (span + width - 1) / width;
        if (count > most) throw TemplateException.Overflow($"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({most}).");
        return new PyRange(start, stop, step, (int)count);
    }

    /// <summary>A part of it, which is a range too.</summary>
    /// <param name="first">Its first index.</param>
    /// <param name="end">The index that is not reached any more; -1 of one that goes down.</param>
    public PyRange Slice(long first, long end, long step) => Of(Start + (first * Step), Start + (end * Step), Step * step, int.MaxValue);

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
