namespace Salt.Minion.Link;

/// <summary>How long to wait before the next attempt to reach a master. Waits grow, are bounded, and are drawn evenly
/// from nothing up to the bound of their turn: a thousand minions that lost the same master come back one by one.</summary>
internal sealed class ReconnectPolicy(Random random)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Even the luckiest draw leaves the other side time to breathe.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>After a master said no: an operator has to act first.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(60);

    /// <summary>A stream that lived this long was a good one.</summary>
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    private const int MostDoublings = 16;
    private int _failures;

    /// <param name="lived">How long the last stream was open; zero if there was none.</param>
    public TimeSpan AfterCut(TimeSpan lived)
    {
        if (lived >= Stable) _failures = 0;
        var bound = First * (1 << Math.Min(_failures++, MostDoublings));
        return Draw(bound < Longest ? bound : Longest);
    }

    /// <summary>Between half and one and a half times <see cref="Slow"/>.</summary>
    public TimeSpan AfterRefusal() => Slow * (0.5 + random.NextDouble());

    private TimeSpan Draw(TimeSpan bound)
    {
        var wait = bound * random.NextDouble();
        return wait > Shortest ? wait : Shortest;
    }
}
