using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Run;

/// <summary>The minions on which a job did not go well, named together: a line for each kind of trouble.</summary>
internal static class Problems
{
    // Queued, offered, accepted or running at the end: it is not waited for any more.
    private static readonly (string Kind, Func<TargetView, bool> Has)[] Kinds =
    [
        ("Failed", target => Is(target, JobState.Failed)),
        ("Timed out", target => Is(target, JobState.TimedOut)),
        ("Killed", target => Is(target, JobState.Killed)),
        ("Lost", target => Is(target, JobState.Lost)),
        ("Refused", target => Is(target, JobState.Refused)),
        ("No response", target => Is(target, JobState.Undelivered)),
        ("Away", target => !JobStates.Parse(target.State).IsEnd() && !Is(target, JobState.Queued)),
        ("Queued", target => Is(target, JobState.Queued)),
    ];

    /// <returns>Nothing where all went well, or where there was one minion only: of that one all is said.</returns>
    public static IEnumerable<string> Of(IReadOnlyCollection<TargetView> targets)
    {
        if (targets.Count < 2) yield break;
        foreach (var (kind, has) in Kinds)
        {
            var minions = targets.Where(has).Select(target => target.Minion).ToList();
            if (minions.Count > 0) yield return $"{kind}: {Names.Some(minions)}";
        }
    }

    private static bool Is(TargetView target, JobState state) => target.State == state.ToName();
}
