namespace Salt.Master.Authority;

/// <summary>What one connection without an accepted certificate has under way; a feature of the connection.</summary>
internal sealed class StrangerConnection
{
    private int _calls;
    private int _begun;

    /// <returns>How many calls there are now.</returns>
    public int Begin()
    {
        Interlocked.Increment(ref _begun);
        return Interlocked.Increment(ref _calls);
    }

    public void End() => Interlocked.Decrement(ref _calls);

    /// <summary>Nothing is under way, and nothing has begun since it was last asked.</summary>
    public bool HasRested() => Interlocked.Exchange(ref _begun, 0) == 0 && Volatile.Read(ref _calls) == 0;
}
