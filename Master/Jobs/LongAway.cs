using Microsoft.Extensions.Hosting;

namespace Salt.Master.Jobs;

/// <summary>Gives up jobs whose minion was away for <c>lost_after</c>. Nothing else ends a job by silence.</summary>
internal sealed class LongAway(JobTable table, Replies replies, JobEvents events, JobsOptions options, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>One round.</summary>
    public void Run()
    {
        var nowUs = table.NowUs;
        var lostBeforeUs = nowUs - (long)options.LostAfter.TotalMicroseconds;
        var reason = $"the minion was away for {options.LostAfter.TotalDays:0.##} days";
        foreach (var job in table.List().Where(j => j.Away > 0))
        {
            var turn = table.Apply(job, (_, target) => target.AwaySinceUs != 0 && target.AwaySinceUs <= lostBeforeUs
                ? TargetRules.GivenUp(target, reason, nowUs)
                : new Step(target));
            events.Ended(turn);
            replies.Follow(turn);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Run();
    }
}
