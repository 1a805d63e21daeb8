namespace Salt.Tests.Chaos;

/// <summary>Which parts of the cluster somebody is at work on: one at a time each.</summary>
internal sealed class HeldParts
{
    private readonly HashSet<string> _held = [];

    public bool TryHold(string part)
    {
        lock (_held) return _held.Add(part);
    }

    public void Release(string part)
    {
        lock (_held) _held.Remove(part);
    }
}
