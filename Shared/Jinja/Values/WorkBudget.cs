namespace Salt.Jinja.Values;

/// <summary>How much text and how many items a rendering may still make, all values together. A rendering keeps to one thread
/// from beginning to end, and so does its budget; outside of one there is no limit.</summary>
public static class WorkBudget
{
    [ThreadStatic]
    private static long _left;

    [ThreadStatic]
    private static bool _isLimited;

    /// <param name="units">Characters and items.</param>
    /// <returns>Ends it, and gives way to the one that it began within.</returns>
    internal static Scope Begin(long units)
    {
        // What is rendered within another is of its budget too.
        var own = _isLimited ? Math.Min(_left, units) : units;
        var outer = new Scope(_left, _isLimited, own);
        (_left, _isLimited) = (own, true);
        return outer;
    }

    /// <exception cref="TemplateException">There is no more.</exception>
    public static void Spend(long units)
    {
        if (_isLimited && (_left -= units) < 0) throw TemplateException.Overflow("the template makes more text and lists than it may");
    }

    internal readonly struct Scope(long left, bool isLimited, long own) : IDisposable
    {
        public void Dispose() => (_left, _isLimited) = (left - (own - _left), isLimited);
    }
}
