using Salt.Minion.Jobs;
using Salt.Minion.Output;

namespace Salt.Minion.Link;

/// <summary>What every stream of this minion speaks of.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="JobsFolder">Of the job folders, absolute.</param>
internal sealed record StreamParts(
    JobInbox Inbox,
    Outbox Outbox,
    WakeSignal Wake,
    CurrentGrains Grains,
    OutputSource Output,
    string Version,
    string MachineId,
    string BootId,
    string JobsFolder);
