using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Attach;

/// <summary><c>run --follow</c>: the events of a job, with what it prints printed on the way. That a target has ended is
/// passed on when its output is complete.</summary>
internal sealed class FollowedRun(Invocation invocation, TimeProvider clock)
{
    /// <summary>Who prints slowly holds both streams up.</summary>
    private const int Waiting = 16;

    private readonly OutputPlaces _places = new(default);
    private readonly Channel<(JobEvent? Event, OutputPiece? Piece)> _merged = Channel.CreateBounded<(JobEvent?, OutputPiece?)>(Waiting);

    /// <summary>Ended, but for the output that is still to come.</summary>
    private readonly Dictionary<string, JobEvent> _held = [];

    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _away = [];

    /// <summary>How to follow the rest.</summary>
    public string Hint(string jid) => AttachHint.For(jid, _places, _open);

    public async IAsyncEnumerable<JobEvent> RunAsync(
        RunRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var printer = new OutputPrinter(invocation.Terminal, _places, isPrefixed: true, invocation.IsColoured);
        List<Task> pumps = [PumpAsync(new JobStream(invocation, clock).RunAsync(request, over.Token), e => (e, null), over.Token)];
        var jid = "";
        JobEvent? finished = null;
        try
        {
            await foreach (var (e, piece) in _merged.Reader.ReadAllAsync(cancellationToken))
            {
                if (e?.Submitted is { Targets.Count: > 0 } job && pumps.Count == 1)
                {
                    jid = job.Jid;
                    _open.UnionWith(job.Targets);
                    var pieces = new AttachStream(invocation, _places, isQuiet: true, clock);
                    pumps.Add(PumpAsync(pieces.RunAsync(new AttachRequest { Jid = job.Jid }, over.Token), p => (null, p), over.Token));
                }

                if (piece is not null) printer.Print(piece);
                if (e?.Finished is not null) finished = e;
                else if ((e is null ? Release(piece!) : Pass(e)) is { } passed) yield return passed;
                if (finished is not null && _held.Keys.All(_away.Contains)) break;
            }

            printer.Flush();
            if (_open.Count > 0) invocation.Terminal.Say($"Not all output has come. To follow the rest:\n{Hint(jid)}");
            foreach (var held in _held.Values) yield return held;
            if (finished is not null) yield return finished;
        }
        finally
        {
            await over.CancelAsync();
            foreach (var pump in pumps) await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            printer.Flush();
        }
    }

    private JobEvent? Pass(JobEvent e)
    {
        var isHeld = e.Target is { } target && JobStates.Parse(target.State).IsEnd() && _open.Contains(target.Minion);
        if (!isHeld) return e;
        _held[e.Target!.Minion] = e;
        return null;
    }

    /// <returns>The end that was held until its output was complete; null: none.</returns>
    private JobEvent? Release(OutputPiece piece)
    {
        if (piece.Away is { } away) _away.Add(away.Minion);
        if (piece.Back is { } back) _away.Remove(back.Minion);
        if (piece.End is not { } end) return null;
        _open.Remove(end.Target.Minion);
        return _held.Remove(end.Target.Minion, out var held) ? held : null;
    }

    private async Task PumpAsync<T>(
        IAsyncEnumerable<T> from, Func<T, (JobEvent? Event, OutputPiece? Piece)> merge, CancellationToken cancellationToken)
    {
        var copying = CopyAsync(from, merge, cancellationToken);
        await copying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Thrown at whoever reads both streams.
        if (!copying.IsCompletedSuccessfully)
            _merged.Writer.TryComplete(copying.Exception?.InnerException ?? new OperationCanceledException(cancellationToken));
    }

    private async Task CopyAsync<T>(
        IAsyncEnumerable<T> from, Func<T, (JobEvent? Event, OutputPiece? Piece)> merge, CancellationToken cancellationToken)
    {
        await foreach (var next in from.WithCancellation(cancellationToken)) await _merged.Writer.WriteAsync(merge(next), cancellationToken);
    }
}
