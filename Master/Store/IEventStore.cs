namespace Salt.Master.Store;

/// <summary>Events that no other table would show again.</summary>
public interface IEventStore
{
    Task AppendAsync(IReadOnlyList<EventRecord> events);

    /// <summary>Newest first.</summary>
    IAsyncEnumerable<EventRecord> EventsAsync(int limit, CancellationToken cancellationToken);

    /// <returns>How many were deleted.</returns>
    Task<int> PurgeEventsAsync(DateTimeOffset before, int limit);
}
