namespace Salt.Minion.Supervision;

/// <summary>First slot of the status file, written before the spawn and completed after it: a job with one is never
/// started again.</summary>
/// <param name="Pid">The root process; 0 while it is being spawned.</param>
/// <param name="StartTime">Clock ticks since boot, field 22 of /proc/PID/stat: with the pid and the boot id it names one process.</param>
/// <param name="Cgroup">Absolute path of the job's cgroup; empty where none is writable.</param>
public sealed record StartRecord(int Pid, ulong StartTime, string BootId, string Cgroup, DateTimeOffset Started);
