using System.Buffers;
using Salt.Minion.Spool;
using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>Sends one job's output to one reader: first what there is, then what comes, until the job is over. It holds one
/// piece at a time, and goes no faster than pieces are taken and credit is given.</summary>
/// <param name="number">The master's for it.</param>
/// <param name="jid">As the master wrote it: nothing but a jid ever becomes a path.</param>
internal sealed class OutputReader(ulong number, string issuer, string jid, OutputOffsets from, long credit, TimeProvider clock)
{
    /// <summary>Small enough that a heartbeat behind it is never late.</summary>
    private const int PartSize = 64 << 10;

    /// <summary>A job that prints byte by byte is told of so often at most.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly ReaderCredit _credit = new(credit);
    private volatile FolderChanges? _changes;
    private volatile bool _isOver;
    private OutputOffsets _next;

    public void AddCredit(long bytes) => _credit.Add(bytes);

    /// <summary>The job is over, whatever its folder says.</summary>
    public void EndSoon()
    {
        _isOver = true;
        _changes?.Set();
    }

    /// <param name="send">Returns when the piece is as good as sent.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public async Task RunAsync(JobSpool spool, Func<OutputPart, ValueTask> send, CancellationToken stopped)
    {
        var output = Jid.TryParse(jid, out var parsed) ? JobOutput.Find(spool, issuer, parsed) : null;
        if (output is null)
        {
            await send(Absent(number));
            return;
        }

        using var changes = new FolderChanges(output.Folder, output.HasParts, clock);
        _changes = changes;
        _next = output.Begin(from);
        while (true)
        {
            // Asked before the last look: nothing that was printed before the end is missed.
            var isOver = _isOver || output.IsOver();
            while (await SendAsync(output, StreamName.Stdout, send, stopped) | await SendAsync(output, StreamName.Stderr, send, stopped))
            {
            }

            if (isOver) break;
            await Task.Delay(Pace, clock, stopped);
            await changes.WaitAsync(stopped);
        }

        await send(new OutputPart(number, StreamName.Stdout, _next.Stdout, default, output.Totals()));
    }

    /// <summary>The only piece where there is nothing to read.</summary>
    public static OutputPart Absent(ulong number) => new(number, StreamName.Stdout, 0, default, new OutputTotals(0, 0, Absent: true));

    /// <returns>False: there is nothing (yet).</returns>
    private async ValueTask<bool> SendAsync(JobOutput output, StreamName stream, Func<OutputPart, ValueTask> send, CancellationToken stopped)
    {
        var room = (int)Math.Min(PartSize, await _credit.WaitAsync(stopped));
        if (Read(output, stream, room) is not { } part) return false;
        _credit.Take(OutputCredit.Of(part.Data.Length));
        _next = _next.With(stream, part.Offset + part.Data.Length);
        await send(part);
        return true;
    }

    private OutputPart? Read(JobOutput output, StreamName stream, int room)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(room);
        try
        {
            var count = output.Read(stream, _next[stream], buffer.AsSpan(0, room), out var at);
            return count > 0 ? new OutputPart(number, stream, at, buffer.AsSpan(0, count).ToArray()) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
