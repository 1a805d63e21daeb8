using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>A job as its folder shows it to a daemon that has just started.</summary>
/// <param name="Rebooted">The machine has booted since the job was accepted.</param>
/// <param name="Returned">Its return is on disk and ended thus; null: it is not.</param>
internal sealed record RecoveredJob(
    PublishedJob Job,
    bool Rebooted,
    StartRecord? Start,
    EndRecord? End,
    JobState? Returned);
