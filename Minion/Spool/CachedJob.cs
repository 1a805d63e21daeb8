using System.Text.Json.Nodes;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>One job as the minion's cache shows it.</summary>
/// <param name="State">Accepted, running, or how it ended.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Started">Null: it has not.</param>
/// <param name="Ended">Null: it has not.</param>
/// <param name="Results">The results file but for the return, which may be long; null until the job's return is in it.</param>
/// <param name="IsStored">Its issuer has the return.</param>
public sealed record CachedJob(
    SpooledJob Spooled,
    JobState State,
    JobFolder Folder,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    JsonObject? Results,
    bool IsStored)
{
    /// <summary>The return of a job that has <see cref="Results"/>.</summary>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public JsonNode? ReadReturn() => ReturnFile.ReadReturn(Folder.Return);
}
