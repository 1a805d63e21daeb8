namespace Salt.Shared.Logging;

/// <summary>Lets the first lines of a kind into the log and counts the others: a peer must not write the log full. What was
/// counted is told when the period is over.</summary>
/// <param name="tell">Given the kind and how many lines of it were left out. Called from a timer.</param>
public sealed class LineFold(TimeProvider clock, Action<string, long> tell) : IDisposable
{
    /// <summary>Lines of a kind in each period.</summary>
    public const int PassedMax = 5;

    /// <summary>Kinds that are told apart in each period; what comes beyond is one more kind.</summary>
    private const int KindsMax = 1000;

    private const string Others = "others";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private ITimer? _timer;

    /// <returns>True: this line is to be written.</returns>
    public bool Passes(string kind)
    {
        lock (_gate)
        {
            _timer ??= clock.CreateTimer(_ => EndPeriod(), null, Period, Timeout.InfiniteTimeSpan);
            if (_seen.Count >= KindsMax && !_seen.ContainsKey(kind)) kind = Others;
            var seen = _seen[kind] = _seen.GetValueOrDefault(kind) + 1;
            return seen <= PassedMax;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void EndPeriod()
    {
        List<KeyValuePair<string, long>> folded;
        lock (_gate)
        {
            folded = [.. _seen.Where(kind => kind.Value > PassedMax)];
            _seen.Clear();
            _timer?.Dispose();
            _timer = null;
        }

        foreach (var (kind, seen) in folded) tell(kind, seen - PassedMax);
    }
}
