namespace Salt.Minion.Supervision.Running;

/// <summary>What became of a launch.</summary>
/// <param name="Pid">The root process; 0: it was not started.</param>
/// <param name="Stdout">Read end of the pipe, the caller's to close; -1 if not started.</param>
/// <param name="Stderr">-1 where both streams go to stdout.</param>
/// <param name="Code">Not started: 126, or 127 if there is no such program.</param>
/// <param name="Failure">Not started: why.</param>
internal readonly record struct Launched(int Pid, int Stdout, int Stderr, int Code, string Failure)
{
    public static Launched Refused(int code, string failure) => new(0, -1, -1, code, failure);
}
