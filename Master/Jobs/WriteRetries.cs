using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Shared.Errors;

namespace Salt.Master.Jobs;

/// <summary>Writes again the ends that could not be written, until they are. What minions reported they report again;
/// this is for what the master found out itself, which nobody else would say a second time.</summary>
internal sealed class WriteRetries(JobTable table, TurnSettlement settlement, TimeProvider clock, ILogger<WriteRetries> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // One note is as good as many.
    private readonly Channel<long> _failed = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A write has failed just now.</summary>
    public void Note() => _failed.Writer.TryWrite(clock.GetTimestamp());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var since in _failed.Reader.ReadAllAsync(stoppingToken))
        {
            bool isWritten;
            do
            {
                await Task.Delay(Every, clock, stoppingToken);
                isWritten = await TryAsync();
            }
            while (!isWritten);

            log.WrittenAgain((long)clock.GetElapsedTime(since).TotalSeconds);
        }
    }

    private async Task<bool> TryAsync()
    {
        var turn = table.Unstored();
        try
        {
            if (turn.Written is { } written) await written;
        }
        catch (SaltException)
        {
            // Whoever failed first has said it; this goes on until it succeeds.
            return false;
        }

        settlement.Stored(turn);
        return true;
    }
}
