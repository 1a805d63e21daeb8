using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Salt.Master.Jobs;

/// <summary>Hands out large jobs a unit at a time, each job in its turn, so that none holds up another.</summary>
internal sealed class OfferTurns : BackgroundService
{
    // Unbounded in form: a job is in it at most once.
    private readonly Channel<Func<bool>> _jobs = Channel.CreateUnbounded<Func<bool>>(new UnboundedChannelOptions { SingleReader = true });

    /// <param name="handOut">Hands out the next unit of a job; false: there are no more.</param>
    public void Add(Func<bool> handOut) => _jobs.Writer.TryWrite(handOut);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var handOut in _jobs.Reader.ReadAllAsync(stoppingToken))
        {
            if (handOut()) Add(handOut);
            // Sending is work, and others wait for this thread too.
            await Task.Yield();
        }
    }
}
