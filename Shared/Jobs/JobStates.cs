namespace Salt.Shared.Jobs;

/// <summary>The names of <see cref="JobState"/> on the wire, on disk and in output (<c>timed_out</c>).</summary>
public static class JobStates
{
    private static readonly string[] Names =
    [
        "queued", "offered", "accepted", "running",
        "succeeded", "failed", "timed_out", "killed", "lost", "undelivered", "refused",
    ];

    public static bool IsEnd(this JobState state) => state >= JobState.Succeeded;

    public static string ToName(this JobState state) => Names[(int)state];

    public static bool TryParse(string name, out JobState state)
    {
        var index = Array.IndexOf(Names, name);
        state = (JobState)Math.Max(index, 0);
        return index >= 0;
    }

    /// <exception cref="FormatException">No state has this name.</exception>
    public static JobState Parse(string name) =>
        TryParse(name, out var state) ? state : throw new FormatException($"'{name}' is not a job state");
}
