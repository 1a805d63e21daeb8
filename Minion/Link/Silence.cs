namespace Salt.Minion.Link;

/// <summary>Watches a peer that ought to speak once a heartbeat: three missed, and it is gone.</summary>
internal sealed class Silence(TimeSpan heartbeat, TimeProvider clock)
{
    public const int MissedHeartbeats = 3;

    private long _heard = clock.GetTimestamp();

    public TimeSpan Limit => heartbeat * MissedHeartbeats;

    /// <summary>Anything that the peer says counts.</summary>
    public void Heard() => Volatile.Write(ref _heard, clock.GetTimestamp());

    /// <summary>Returns when the peer has been silent for the limit.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var left = Limit - clock.GetElapsedTime(Volatile.Read(ref _heard));
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left, clock, cancellation);
        }
    }
}
