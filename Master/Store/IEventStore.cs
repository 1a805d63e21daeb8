namespace Salt.Master.Store;

/// <summary>Events that no other table would show again.</summary>
/// <remarks>A cache: what is written may be lost with the power or with a damaged file.</remarks>
public interface IEventStore
{
    Task AppendAsync(IReadOnlyList<EventRecord> events);

    /// <summary>Newest first.</summary>
    IAsyncEnumerable<EventRecord> EventsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the oldest of those before an instant.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeEventsAsync(DateTimeOffset before, int limit);
}
