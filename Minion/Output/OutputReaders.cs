using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;

namespace Salt.Minion.Output;

/// <summary>The readers of one stream to the master; they end with it. What they have to say waits here, a few pieces in
/// all, until the stream has nothing else to carry. Nothing here waits for the disk but the readers themselves.</summary>
internal sealed class OutputReaders(OutputSource source) : IDisposable
{
    /// <summary>They are filled again while one is written.</summary>
    private const int PartsWaiting = 2;

    private readonly Channel<OutputPart> _parts = Channel.CreateBounded<OutputPart>(PartsWaiting);
    private readonly ConcurrentDictionary<ulong, Running> _readers = new();

    /// <inheritdoc cref="OutputReader(ulong, string, string, OutputOffsets, long, TimeProvider)"/>
    public void Open(ulong number, string issuer, string jid, OutputOffsets from, long credit)
    {
        Stop(number);
        var running = new Running(new OutputReader(number, issuer, jid, from, credit, source.Clock), new CancellationTokenSource());
        _readers[number] = running;
        _ = Task.Run(() => RunAsync(number, running), CancellationToken.None);
    }

    public void AddCredit(ulong number, long bytes)
    {
        if (_readers.TryGetValue(number, out var running)) running.Reader.AddCredit(bytes);
    }

    /// <summary>For the master the job is over.</summary>
    public void EndSoon(ulong number)
    {
        if (_readers.TryGetValue(number, out var running)) running.Reader.EndSoon();
    }

    public void Stop(ulong number)
    {
        if (_readers.TryRemove(number, out var running)) running.Stop.Cancel();
    }

    public bool TryTake([NotNullWhen(true)] out OutputPart? part) => _parts.Reader.TryRead(out part);

    public void Dispose()
    {
        foreach (var number in _readers.Keys) Stop(number);
    }

    private async Task RunAsync(ulong number, Running running)
    {
        // Never disposed: it may be cancelled at any moment, and holds nothing.
        var stopped = running.Stop.Token;
        try
        {
            await ReadAsync(number, running.Reader, stopped);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // Nobody reads any more.
        }

        _readers.TryRemove(KeyValuePair.Create(number, running));
    }

    private async Task ReadAsync(ulong number, OutputReader reader, CancellationToken stopped)
    {
        try
        {
            await reader.RunAsync(source.Spool, part => SendAsync(part, stopped), stopped);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            source.Log.OutputNotReadable(number, SystemErrors.Sentence(e));
            await SendAsync(OutputReader.Absent(number), stopped);
        }
    }

    private async ValueTask SendAsync(OutputPart part, CancellationToken stopped)
    {
        await _parts.Writer.WriteAsync(part, stopped);
        source.Wake.Set();
    }

    private sealed record Running(OutputReader Reader, CancellationTokenSource Stop);
}
