namespace Salt.Master.Schedules;

/// <param name="ExitCode">As of <c>master-cli</c>: 0 is success.</param>
/// <param name="Errors">What it said on stderr, without the last line break.</param>
internal sealed record RunnerResult(int ExitCode, string Output, string Errors);
