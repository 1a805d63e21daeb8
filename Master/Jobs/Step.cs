namespace Salt.Master.Jobs;

/// <summary>What follows from something that happened to one target.</summary>
/// <param name="Target">As it is now.</param>
/// <param name="Reply">To the minion; behind the write, if there is one.</param>
/// <param name="Save">The target has to be written.</param>
internal readonly record struct Step(JobTarget Target, Reply Reply = Reply.None, bool Save = false);
