namespace Salt.Tests.Chaos.Jobs;

/// <param name="Fun">Of <c>saltutil</c>.</param>
/// <param name="After">Counted from the first sign of the job on the minion.</param>
/// <param name="WaitsForStart">That sign is that it runs, not that it is there.</param>
internal sealed record SignalPlan(string Fun, TimeSpan After, bool WaitsForStart);
