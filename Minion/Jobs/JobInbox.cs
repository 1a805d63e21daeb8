using System.Threading.Channels;
using Salt.Shared.Jobs;

namespace Salt.Minion.Jobs;

/// <summary>Where the pipeline is told things. Bounded: when it is full, who tells has to wait.</summary>
public sealed class JobInbox
{
    private const int Capacity = 256;

    // The pipeline goes on in the thread of who tells it: a switch of threads would cost more than most messages do.
    private readonly Channel<PipelineMessage> _messages = Channel.CreateBounded<PipelineMessage>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, AllowSynchronousContinuations = true });

    internal ChannelReader<PipelineMessage> Messages => _messages.Reader;

    public ValueTask OfferAsync(PublishedJob job, CancellationToken cancellation) =>
        TellAsync(new PipelineMessage.Offered(job), cancellation);

    public ValueTask GrantAsync(Jid jid, string issuer, CancellationToken cancellation) =>
        TellAsync(new PipelineMessage.Granted(jid, issuer), cancellation);

    public ValueTask WithdrawAsync(Jid jid, string issuer, CancellationToken cancellation) =>
        TellAsync(new PipelineMessage.Withdrawn(jid, issuer), cancellation);

    public ValueTask StoredAsync(Jid jid, string issuer, CancellationToken cancellation) =>
        TellAsync(new PipelineMessage.Stored(jid, issuer), cancellation);

    /// <summary>A new stream to the issuer begins: the outbox holds from now on what is for this one.</summary>
    /// <returns>Every job that is held, for the hello.</returns>
    public Task<IReadOnlyList<JobProgress>> OpenStreamAsync(CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<JobProgress>>(answer => new PipelineMessage.StreamOpens(answer), cancellation);

    /// <summary>Signals a job's tree, or cancels it if it waits.</summary>
    /// <returns>Salt's sentence; empty: no such job.</returns>
    public Task<string> SignalAsync(Jid jid, int signal, string by, CancellationToken cancellation) =>
        AskAsync<string>(answer => new PipelineMessage.Signalled(jid, signal, by, answer), cancellation);

    /// <summary>Returns when the pipeline has come round to it.</summary>
    public Task PingAsync(CancellationToken cancellation) =>
        AskAsync<bool>(answer => new PipelineMessage.Ping(answer), cancellation);

    internal ValueTask TellAsync(PipelineMessage message, CancellationToken cancellation) =>
        _messages.Writer.WriteAsync(message, cancellation);

    /// <summary>For hints that come again: dropped if the inbox is full.</summary>
    internal void Hint(PipelineMessage message) => _messages.Writer.TryWrite(message);

    private async Task<T> AskAsync<T>(Func<TaskCompletionSource<T>, PipelineMessage> message, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await TellAsync(message(answer), cancellation);
        return await answer.Task.WaitAsync(cancellation);
    }
}
