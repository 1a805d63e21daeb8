namespace Salt.Master.Sessions;

/// <summary>How many streams may open at once, and when the others should come back: each at a moment of its own.</summary>
/// <remarks>A bucket of <paramref name="burst"/> tokens that fills at a rate. Times are elapsed times of one clock.</remarks>
internal sealed class HelloBudget(int perSecond, int burst)
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _each = TimeSpan.FromSeconds(1.0 / perSecond);
    private TimeSpan _full;
    private TimeSpan _lastAppointment;

    /// <returns>Null: come in. Otherwise come back after this.</returns>
    public TimeSpan? Ask(TimeSpan now)
    {
        lock (_gate)
        {
            // The bucket is full at _full; each token taken moves that moment on.
            var full = _full > now ? _full : now;
            if (full - now <= _each * (burst - 1))
            {
                _full = full + _each;
                return null;
            }

            _lastAppointment = (_lastAppointment > now ? _lastAppointment : now) + _each;
            return _lastAppointment - now;
        }
    }
}
