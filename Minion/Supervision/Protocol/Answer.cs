namespace Salt.Minion.Supervision.Protocol;

/// <summary>The answer to one request.</summary>
/// <param name="Pid">Signal: the job's root process, or 0.</param>
/// <param name="Error">Why it could not be done; empty if it was.</param>
/// <param name="Jobs">List: what runs.</param>
internal sealed record Answer(long Id, int Pid, string Error, IReadOnlyList<SupervisorReport>? Jobs);
