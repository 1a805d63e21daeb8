namespace Salt.Master.Jobs;

/// <summary>Why what happened to a job is not on record, and since when.</summary>
/// <param name="Since">A timestamp of the clock.</param>
public sealed record WriteFault(string Reason, long Since);
