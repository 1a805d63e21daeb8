using Salt.Shared.Jobs;

namespace Salt.Minion.Supervision;

/// <summary>Second slot of the status file: how the job ended, written once and fsynced before it is told to anybody.</summary>
/// <param name="State">Succeeded (exit 0) or Failed (any other exit, or a signal nobody here sent), TimedOut, Killed or Lost.</param>
/// <param name="ExitCode">Of the root process; 128 + signal if a signal ended it; -1 if it is not known.</param>
/// <param name="Signal">The signal that was sent (Killed), or that ended it; 0: none.</param>
/// <param name="By">Killed: the user, or "shutdown".</param>
/// <param name="Reason">One line for Killed, TimedOut and Lost; also names what survived in the fallback. Of a Failed job
/// it is empty, or says why the program was not executed at all (exit code 126, or 127 if there is no such program).</param>
/// <param name="LeftRunning">Descendants alive after Succeeded or Failed.</param>
/// <param name="StdoutBytes">Printed in all, kept or not.</param>
public sealed record EndRecord(
    JobState State,
    int ExitCode,
    int Signal,
    string By,
    string Reason,
    int LeftRunning,
    DateTimeOffset Ended,
    long StdoutBytes,
    long StderrBytes)
{
    /// <summary>The return code as Salt and Ansible have it: the exit code, and of a process that a signal ended the signal, negative.
    /// What was ended from here keeps 128 + signal.</summary>
    public int Retcode => State == JobState.Failed && Signal > 0 ? -Signal : ExitCode;
}
