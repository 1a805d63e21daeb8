using System.Threading.Channels;
using Salt.Master.Jobs;

namespace Salt.Master.Output;

/// <summary>Waits for whatever comes first: a piece of output, a change of the job, the next tick.</summary>
/// <param name="watch">Null: the job is over and changes no more.</param>
internal sealed class OutputWake(
    ChannelReader<(OutputReader Reader, OutputPart Part)> arrived, JobWatch? watch, PeriodicTimer timer, CancellationToken cancellationToken)
{
    private Task? _arrived;
    private Task? _changed;
    private Task? _tick;

    /// <returns>Whether it is time to look at everybody.</returns>
    public async Task<bool> WaitAsync()
    {
        // What has not come is waited for again: each of them has one waiter at a time.
        _arrived ??= arrived.WaitToReadAsync(cancellationToken).AsTask();
        _changed ??= watch?.WaitAsync(cancellationToken) ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        _tick ??= timer.WaitForNextTickAsync(cancellationToken).AsTask();
        await Task.WhenAny(_arrived, _changed, _tick);
        cancellationToken.ThrowIfCancellationRequested();
        // A change is told on the thread of a minion's stream, which has better to do than to write to an operator.
        if (_changed.IsCompleted) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_arrived.IsCompleted) _arrived = null;
        if (_changed.IsCompleted) _changed = null;
        if (!_tick.IsCompleted) return false;
        _tick = null;
        return true;
    }
}
