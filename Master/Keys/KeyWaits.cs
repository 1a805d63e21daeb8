using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>
/// Holds the calls of minions whose keys wait, so that each hears of its acceptance when it happens and not when it next
/// asks. Bounded: a call over the bound is not held and asks again later.
/// </summary>
public sealed class KeyWaits(KeyRing ring, TimeProvider clock)
{
    private const int MaxHeld = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryAfterHeld = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryAfterUnheld = TimeSpan.FromSeconds(15);
    private int _held;

    /// <summary>Returns when the key of this id has changed, or when it has been held long enough.</summary>
    /// <returns>When to ask again if it still waits.</returns>
    public async Task<TimeSpan> WaitAsync(MinionId id, Fingerprint key, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _held) > MaxHeld)
        {
            Interlocked.Decrement(ref _held);
            return RetryAfterUnheld;
        }

        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Notice(KeyChange change)
        {
            if (change.Key.Id == id) changed.TrySetResult();
        }

        ring.Changed += Notice;
        try
        {
            // It may have changed before we listened.
            if (ring.Find(id) is { State: KeyState.Pending } waiting && waiting.Fingerprint == key)
            {
                await changed.Task.WaitAsync(Longest, clock, cancellationToken);
            }
        }
        catch (TimeoutException)
        {
            // Held long enough: it asks again, which also shows that it is still there.
        }
        finally
        {
            ring.Changed -= Notice;
            Interlocked.Decrement(ref _held);
        }

        return RetryAfterHeld;
    }
}
