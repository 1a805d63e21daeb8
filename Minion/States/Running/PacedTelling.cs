namespace Salt.Minion.States.Running;

/// <summary>Tells of news at once, and then at most once a pause: what comes within a pause is told at its end.</summary>
internal sealed class PacedTelling : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _telling = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _pause;
    private readonly Action _tell;
    private readonly ITimer _timer;
    private long? _told;
    private bool _isPutOff;

    /// <param name="tell">Tells all there is. Called by one thread at a time; an <see cref="IOException"/> is left to the next time.</param>
    public PacedTelling(TimeProvider clock, TimeSpan pause, Action tell)
    {
        (_clock, _pause, _tell) = (clock, pause, tell);
        _timer = clock.CreateTimer(_ => EndPause(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Note()
    {
        lock (_gate)
        {
            if (_isPutOff) return;
            var left = _told is { } told ? _pause - _clock.GetElapsedTime(told) : TimeSpan.Zero;
            if (left > TimeSpan.Zero)
            {
                _isPutOff = true;
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _told = _clock.GetTimestamp();
        }

        Tell();
    }

    /// <summary>Nothing is told any more once this has ended.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void EndPause()
    {
        lock (_gate)
        {
            _isPutOff = false;
            _told = _clock.GetTimestamp();
        }

        Tell();
    }

    private void Tell()
    {
        try
        {
            lock (_telling) _tell();
        }
        catch (IOException)
        {
            // A full disk: the run goes on, and what it leaves at its end is told to whoever asked for it.
        }
    }
}
