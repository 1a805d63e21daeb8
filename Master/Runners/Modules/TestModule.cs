using Salt.Shared.Errors;

namespace Salt.Master.Runners.Modules;

/// <summary>Salt's <c>test</c> runner: to see how runs of runners are shown, ended and kept.</summary>
internal sealed class TestModule(TimeProvider clock)
{
    private const int LongestSeconds = 24 * 60 * 60;

    public IReadOnlyList<RunnerFunction> Functions =>
    [
        new()
        {
            Name = "test.sleep",
            Doc = "Sleep for some seconds, then return True.",
            Parameters = [new("s_time", "How many.") { Default = "10", IsPositional = true }],
            Plan = Plan,
        },
    ];

    private Func<CancellationToken, Task<RunnerAnswer>> Plan(RunnerArguments arguments)
    {
        var seconds = arguments.Number("s_time", otherwise: 10, least: 0);
        if (seconds > LongestSeconds) throw new SaltException(Failure.BadRequest, $"s_time is {seconds}; it can be {LongestSeconds} at most");
        return async cancellation =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), clock, cancellation);
            return RunnerAnswer.Of(true);
        };
    }
}
