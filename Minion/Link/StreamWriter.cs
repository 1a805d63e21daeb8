using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Minion.Output;
using Salt.Shared.Errors;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Minion.Link;

/// <summary>All that the minion says on one stream after its hello: heartbeats first, then grains, progress, as many
/// returns as the master gave credit for, and in what is left of the stream the output that somebody reads.</summary>
/// <param name="welcome">Names the master and its first credit.</param>
/// <param name="grains">As the hello told them.</param>
internal sealed class StreamWriter(
    RequestWriter<MinionMessage> stream,
    StreamParts parts,
    OutputReaders output,
    WelcomeFacts welcome,
    byte[] grains,
    TimeProvider clock,
    ILogger log)
{
    private byte[] _toldGrains = grains;
    private long _credit = welcome.Credit;
    private ulong _heartbeats;
    private volatile bool _heartbeatIsDue;

    public void AddCredit(uint returns)
    {
        Interlocked.Add(ref _credit, returns);
        parts.Wake.Set();
    }

    /// <summary>Never returns: it ends by an exception, when the stream does or, between two messages, the token fires.</summary>
    public async Task<StreamEnd> RunAsync(TimeSpan heartbeat, CancellationToken written)
    {
        await using var timer = clock.CreateTimer(_ => RequestHeartbeat(), null, heartbeat, heartbeat);
        while (true)
        {
            written.ThrowIfCancellationRequested();
            await WriteHeartbeatAsync();
            if (await WriteOneAsync()) continue;
            await parts.Wake.WaitAsync(written);
        }
    }

    private void RequestHeartbeat()
    {
        _heartbeatIsDue = true;
        parts.Wake.Set();
    }

    private async Task<bool> WriteOneAsync()
    {
        if (!ReferenceEquals(_toldGrains, parts.Grains.Text))
        {
            _toldGrains = parts.Grains.Text;
            await stream.WriteAsync(new MinionMessage { Grains = new V1.Grains { Grains_ = UnsafeByteOperations.UnsafeWrap(_toldGrains) } });
            return true;
        }

        if (parts.Outbox.TryTake(out JobProgress? progress))
        {
            await stream.WriteAsync(LinkMessages.ToMessage(progress));
            return true;
        }

        if (Interlocked.Read(ref _credit) > 0 && parts.Outbox.TryTake(out WaitingReturn? end))
        {
            Interlocked.Decrement(ref _credit);
            await WriteReturnAsync(end);
            return true;
        }

        if (!output.TryTake(out var part)) return false;
        await stream.WriteAsync(LinkMessages.ToMessage(part));
        return true;
    }

    private async Task WriteReturnAsync(WaitingReturn end)
    {
        Spool.OpenReturn opened;
        try
        {
            opened = end.Open();
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            log.ReturnNotReadable(end.Jid, SystemErrors.OfReading(e));
            return;
        }

        using var closing = opened;
        foreach (var chunk in LinkMessages.ToChunks(opened, welcome.Master, end.Own))
        {
            await WriteHeartbeatAsync();
            await stream.WriteAsync(chunk);
        }
    }

    private async Task WriteHeartbeatAsync()
    {
        if (!_heartbeatIsDue) return;

        _heartbeatIsDue = false;
        await stream.WriteAsync(new MinionMessage { Heartbeat = new Heartbeat { Sequence = ++_heartbeats } });
    }
}
