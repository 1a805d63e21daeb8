namespace Salt.Shared.Rpc;

/// <summary>When a call has to have ended. The gRPC library compares deadlines with the machine's clock and knows no other, so
/// that is the clock they are taken from, whatever clock the caller lives by.</summary>
public static class CallDeadline
{
    /// <summary>In UTC.</summary>
    public static DateTime After(TimeSpan patience) => (TimeProvider.System.GetUtcNow() + patience).UtcDateTime;
}
