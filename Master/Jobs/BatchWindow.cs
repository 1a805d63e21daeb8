using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>How many targets of a job may start now. Numbers in, numbers out.</summary>
internal static class BatchWindow
{
    /// <summary>Places that are free.</summary>
    /// <param name="underWay">Targets that hold a place.</param>
    /// <param name="resting">Places that stay empty for a while: their target has ended.</param>
    public static int Room(JobBatch? batch, int underWay, int resting) =>
        batch is { Size: > 0 } ? (int)Math.Max(0, batch.Size - (long)underWay - resting) : int.MaxValue;

    /// <summary>So many have failed that no further target starts.</summary>
    public static bool IsClosed(JobBatch? batch, int failed) => batch is { FailLimit: > 0 } && failed >= batch.FailLimit;

    /// <summary>Offered, or at work. One whose minion went away holds its place no longer than it is waited for.</summary>
    public static bool HoldsPlace(JobTarget target) =>
        target.State == JobState.Offered
        || (target.State is JobState.Accepted or JobState.Running && (target.AwaySinceUs == 0 || target.Until != 0));

    /// <summary>It was offered, and did not end well. A minion that nobody reached has not failed.</summary>
    public static bool IsFailure(JobTarget target) =>
        target.IsEnded && target.OfferedUs != 0 && target.State is not (JobState.Succeeded or JobState.Undelivered);

    /// <summary>Its place stays empty for the batch's wait: it ended there. One that was never reached gives it up at once.</summary>
    public static bool Rests(JobTarget before, JobTarget now) =>
        HoldsPlace(before) && now.IsEnded && now.State != JobState.Undelivered;

    /// <summary>A number of targets.</summary>
    /// <param name="percent">Of all targets, rounded up; it counts where there is no number.</param>
    public static uint Count(uint number, uint percent, int targets) =>
        number > 0 || percent == 0 ? number : (uint)Math.Max(1, ((long)percent * targets + 99) / 100);

    public static string NotStarted(int failed, int targets, uint limit) => $"not started: {failed} of {targets} failed (fail limit {limit})";
}
