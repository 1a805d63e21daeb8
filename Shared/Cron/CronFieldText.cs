namespace Salt.Shared.Cron;

/// <summary>One field of a cron line in Cronos's spelling.</summary>
/// <param name="Plain">Its numbers, ranges and steps, a list; empty: it has none.</param>
/// <param name="Special">Its days with <c>L</c>, <c>W</c> or <c>#</c>, each of which Cronos takes alone only.</param>
/// <param name="IsAll">It allows every value, however it is written.</param>
internal sealed record CronFieldText(string Plain, IReadOnlyList<string> Special, bool IsAll)
{
    /// <summary>Fields of which each allows some of the values, and all together all of them.</summary>
    public IEnumerable<string> Alternatives => Plain.Length > 0 ? Special.Prepend(Plain) : Special;
}
