namespace Salt.Shared.Configuration;

/// <summary>Options that master and minion read alike.</summary>
public static class DaemonOptions
{
    /// <summary><c>keep_jobs_seconds</c>, or the older <c>keep_jobs</c> whose plain number is hours.</summary>
    /// <returns>Null, for ever, where the option is 0.</returns>
    public static TimeSpan? KeepJobs(this OptionReader reader, TimeSpan? fallback)
    {
        var longest = TimeSpan.FromDays(3650);
        var hours = reader.Duration("keep_jobs", fallback ?? TimeSpan.Zero, TimeSpan.Zero, longest, TimeSpan.FromHours(1));
        var keep = reader.Duration("keep_jobs_seconds", hours, TimeSpan.Zero, longest);
        return keep == TimeSpan.Zero ? null : keep;
    }

    public static TimeSpan HeartbeatInterval(this OptionReader reader, TimeSpan fallback) =>
        reader.Duration("heartbeat_interval", fallback, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1));

    public static int MaxMessageSize(this OptionReader reader, int fallback) =>
        (int)reader.Size("max_message_size", fallback, 64 << 10, 1 << 30);
}
