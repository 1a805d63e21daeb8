using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Store;

namespace Salt.Master.Jobs;

/// <summary>Purges what <c>keep_jobs</c> has run out for, in batches, so that other writes get their turn.</summary>
internal sealed class JobPurge(
    IJobStore store, IEventStore events, JobsOptions options, TimeProvider clock, ILogger<JobPurge> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.KeepJobs is not { } keep) return;
        var before = clock.GetUtcNow() - keep;
        var purged = 0;
        int batch;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch = await store.PurgeAsync(before, Batch);
            purged += batch;
        }
        while (batch == Batch);

        while (await events.PurgeEventsAsync(before, Batch) == Batch) cancellationToken.ThrowIfCancellationRequested();
        if (purged > 0) log.Purged(purged);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.PurgeFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
