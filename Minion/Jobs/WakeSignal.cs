using System.Threading.Channels;

namespace Salt.Minion.Jobs;

/// <summary>Says to one waiter that there is something to look at. Setting it twice wakes once.</summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Returns at once if it was set since the last wait.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation) => await _set.Reader.ReadAsync(cancellation);
}
