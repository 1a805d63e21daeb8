using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>The minions on which a job did not go well, named together: a line for each kind of trouble.</summary>
internal static class Problems
{
    // Queued, offered, accepted or running at the end: it is not waited for any more.
    private static readonly (string Kind, bool IsAbsence, Func<JobState, bool> Has)[] Kinds =
    [
        ("Failed", false, state => state == JobState.Failed),
        ("Timed out", false, state => state == JobState.TimedOut),
        ("Killed", false, state => state == JobState.Killed),
        ("Lost", false, state => state == JobState.Lost),
        ("Refused", false, state => state == JobState.Refused),
        ("Not started", true, state => state == JobState.Undelivered),
        ("Away", true, state => !state.IsEnd() && state != JobState.Queued),
        ("Queued", true, state => state == JobState.Queued),
    ];

    /// <param name="withAbsent">Those too that did not return.</param>
    /// <returns>Nothing where all went well, or where there was one minion only: of that one all is said.</returns>
    public static IEnumerable<string> Of(IReadOnlyCollection<TargetView> targets, bool withAbsent)
    {
        if (targets.Count < 2) yield break;
        foreach (var (kind, isAbsence, has) in Kinds)
        {
            if (isAbsence && !withAbsent) continue;
            var minions = targets.Where(target => has(JobStates.Parse(target.State))).Select(target => target.Minion).ToList();
            if (minions.Count > 0) yield return $"{kind}: {Names.Some(minions)}";
        }
    }
}
