using Salt.Minion.Supervision;

namespace Salt.Minion.Spool;

/// <summary>The content of a status file. A record is there exactly if its slot is valid.</summary>
/// <param name="StartSlot">Torn counts as started: the job must not be started again.</param>
/// <param name="EndSlot">Torn counts as not ended.</param>
public sealed record JobStatus(SlotState StartSlot, StartRecord? Start, SlotState EndSlot, EndRecord? End)
{
    /// <summary>A start was intended at least, so that nobody may start this job.</summary>
    public bool Started => StartSlot != SlotState.Absent;
}
