namespace Salt.Master.Jobs;

/// <param name="Slot">Of the target, in its job.</param>
internal readonly record struct TurnStep(ActiveJob Job, int Slot, Step Step);
