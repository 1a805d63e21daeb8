using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Store;
using Salt.Shared.Jobs;

namespace Salt.Master.Jobs;

/// <summary>Takes up what an earlier daemon left: the last jid and the active jobs. Done before anybody is let in.</summary>
internal sealed class JobRecovery(
    IJobStore store, JobTable table, JobOffers offers, JobIntake intake, JobsOptions options, ILogger<JobRecovery> log) : IHostedService
{
    /// <summary>What a minion needs to come back after the master was away.</summary>
    private static readonly TimeSpan ReconnectGrace = TimeSpan.FromSeconds(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        intake.ContinueFrom(await store.LastJidAsync(options.Issuer, cancellationToken));
        var count = 0;
        List<JobSpec> runners = [];
        await foreach (var spec in store.ActiveAsync(cancellationToken))
        {
            if (OwnTarget.Has(spec))
            {
                runners.Add(spec);
                continue;
            }

            var nowUs = table.NowUs;
            var targets = await store.TargetsAsync(spec, withReturns: false, cancellationToken)
                .Select(target => Away(target, nowUs))
                .ToListAsync(cancellationToken);
            offers.Resume(spec, targets, ReconnectGrace);
            count++;
        }

        foreach (var runner in runners) await store.SaveLateAsync(runner.Key, Broken(runner));
        if (count > 0) log.Recovered(count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What the daemon itself ran ended with it.
    private JobTarget Broken(JobSpec runner) => new JobTarget { Minion = runner.Targets[0] }.Ended(new JobEnd
    {
        State = JobState.Lost,
        Retcode = 1,
        Reason = "the master ended while it ran",
        StartedUs = runner.Key.Jid.Time.ToUnixMicroseconds(),
        EndedUs = table.NowUs,
    });

    private static JobTarget Away(JobTarget target, long nowUs) =>
        target.State is JobState.Accepted or JobState.Running ? target with { AwaySinceUs = nowUs } : target;
}
