using System.Text.Json.Nodes;

namespace Salt.Shared.Scheduling;

/// <summary>How far an entry has come, as the disk keeps it. It counts for that definition only.</summary>
public sealed record EntryProgress(
    JsonObject Definition,
    DateTimeOffset Anchor,
    DateTimeOffset Seen,
    DateTimeOffset? LastRun,
    IReadOnlyList<DateTimeOffset> Skips,
    IReadOnlyList<DateTimeOffset> Extra);
