using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Salt.Minion.Jobs;
using Salt.Minion.Output;
using Salt.Shared.Errors;
using Salt.Shared.Logging;
using Salt.Shared.Rpc;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Minion.Link;

/// <summary>One stream to the master, from hello to its end.</summary>
/// <param name="call">Owned: it is over when <see cref="RunAsync"/> returns.</param>
/// <param name="master">Who is at the other end, as it stands in a sentence.</param>
internal sealed class MasterStream(
    AsyncDuplexStreamingCall<MinionMessage, MasterMessage> call,
    StreamParts parts,
    string master,
    TimeProvider clock,
    ILogger log) : IDisposable
{
    /// <summary>A master that has not answered the hello by then is taken for dead.</summary>
    private static readonly TimeSpan HelloPatience = TimeSpan.FromSeconds(20);

    /// <summary>When the minion stops: so long it waits for the master to see the end of the stream.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    /// <summary>Of many messages that break a rule every so many is logged.</summary>
    private const int ViolationsBetween = 1000;

    private readonly OutputReaders _output = new(parts.Output);
    private readonly RequestWriter<MinionMessage> _requests = new(call.RequestStream);
    private StreamWriter? _writer;
    private long _violations;

    /// <summary>Speaks hello, then serves the stream until it ends or <paramref name="stopping"/> fires.</summary>
    /// <param name="fresh">The first stream since the daemon started.</param>
    /// <param name="meanwhile">Runs while the stream is good; its end ends the stream.</param>
    public async Task<StreamEnd> RunAsync(bool fresh, Func<CancellationToken, Task<StreamEnd>> meanwhile, CancellationToken stopping)
    {
        try
        {
            var held = await parts.Inbox.OpenStreamAsync(stopping);
            var grains = parts.Grains.Text;
            await SayHelloAsync(Hello(held, grains, fresh), stopping);
            var first = await ReadFirstAsync(stopping);
            return first.KindCase switch
            {
                MasterMessage.KindOneofCase.Welcome => await WelcomedAsync(first.Welcome, grains, meanwhile, stopping),
                MasterMessage.KindOneofCase.ComeBackLater => LinkEdge.Later(first.ComeBackLater),
                _ => new StreamEnd.Cut($"the master answered the hello with {first.KindCase}"),
            };
        }
        catch (Exception e) when (EndOf(e, stopping) is { } end)
        {
            return end;
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        call.Dispose();
    }

    private MinionMessage Hello(IReadOnlyList<JobProgress> held, byte[] grains, bool fresh)
    {
        var hello = new Hello
        {
            Version = parts.Version,
            Protocol = 1,
            MachineId = parts.MachineId,
            BootId = parts.BootId,
            Grains = UnsafeByteOperations.UnsafeWrap(grains),
            Fresh = fresh,
            JobsFolder = parts.JobsFolder,
        };

        // A job whose issuer was lost to damage on disk cannot be named here; its return names this master.
        hello.Jobs.AddRange(held.Where(job => job.Issuer.Length > 0).Select(LinkMessages.ToHeldJob));
        return new MinionMessage { Hello = hello };
    }

    private async Task SayHelloAsync(MinionMessage hello, CancellationToken stopping)
    {
        try
        {
            await _requests.WriteAsync(hello, stopping);
        }
        catch (RpcException) when (!stopping.IsCancellationRequested)
        {
            // A master with no room ends the call before it reads the hello. What it says, when to come back or why it
            // failed, is in the response, which is read next.
        }
    }

    private async Task<MasterMessage> ReadFirstAsync(CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(HelloPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            if (await call.ResponseStream.MoveNext(either.Token)) return call.ResponseStream.Current;
            throw new EndOfStreamException("the master closed the stream");
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && patience.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer to the hello within {HelloPatience.TotalSeconds:0} s", e);
        }
    }

    private async Task<StreamEnd> WelcomedAsync(
        Welcome welcome, byte[] grains, Func<CancellationToken, Task<StreamEnd>> meanwhile, CancellationToken stopping)
    {
        var (facts, violation) = LinkEdge.Welcome(welcome);
        return facts is null
            ? new StreamEnd.Cut($"the master's answer to the hello cannot be read: {violation}")
            : await ServeAsync(facts, grains, meanwhile, stopping);
    }

    private async Task<StreamEnd> ServeAsync(
        WelcomeFacts welcome, byte[] grains, Func<CancellationToken, Task<StreamEnd>> meanwhile, CancellationToken stopping)
    {
        var heartbeat = welcome.Heartbeat;
        var silence = new Silence(heartbeat, clock);
        log.Connected(welcome.Master, welcome.Version);
        _writer = new StreamWriter(_requests, parts, _output, welcome, grains, clock, log);
        using var over = new CancellationTokenSource();
        using var written = new CancellationTokenSource();
        var reading = ReadAsync(silence, over.Token);
        var writing = _writer.RunAsync(heartbeat, written.Token);
        Task<StreamEnd>[] loops = [reading, writing, WatchAsync(silence, over.Token), meanwhile(over.Token), StopAsync(over.Token, stopping)];
        var first = await Task.WhenAny(loops);
        // A write fails because the call has ended; how, the response says.
        if (first == writing && await IsOverSoonAsync(reading)) first = reading;
        var end = await EndAsync(first, CancellationToken.None);
        await written.CancelAsync();
        if (end is StreamEnd.Stopped or StreamEnd.Renewed) await CloseAsync(reading, writing);
        await over.CancelAsync();
        call.Dispose();
        foreach (var loop in loops) await EndAsync(loop, over.Token);
        return end;
    }

    private async Task<bool> IsOverSoonAsync(Task reading)
    {
        try
        {
            await reading.WaitAsync(ClosePatience, clock);
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (Exception e) when (e is not TimeoutException)
        {
            // Told by whoever awaits the task itself.
        }

        return true;
    }

    private async Task<StreamEnd> ReadAsync(Silence silence, CancellationToken over)
    {
        while (await call.ResponseStream.MoveNext(over))
        {
            silence.Heard();
            if (await HandleAsync(call.ResponseStream.Current, over) is { } end) return end;
        }

        return new StreamEnd.Cut("the master closed the stream");
    }

    private async ValueTask<StreamEnd?> HandleAsync(MasterMessage message, CancellationToken over)
    {
        switch (message.KindCase)
        {
            case MasterMessage.KindOneofCase.Offer:
                var (job, unfit) = LinkEdge.Offer(message.Offer);
                if (unfit is not null) Note(unfit);
                if (job is not null) await parts.Inbox.OfferAsync(job, over);
                return null;
            case MasterMessage.KindOneofCase.Start:
                if (Named("start", message.Start.Issuer, message.Start.Jid) is { } started) await parts.Inbox.GrantAsync(started.Jid, started.Issuer, over);
                return null;
            case MasterMessage.KindOneofCase.Withdraw:
                if (Named("withdraw", message.Withdraw.Issuer, message.Withdraw.Jid) is { } withdrawn) await parts.Inbox.WithdrawAsync(withdrawn.Jid, withdrawn.Issuer, over);
                return null;
            case MasterMessage.KindOneofCase.Stored:
                if (Named("stored", message.Stored.Issuer, message.Stored.Jid) is { } stored) await parts.Inbox.StoredAsync(stored.Jid, stored.Issuer, over);
                return null;
            case MasterMessage.KindOneofCase.Credit:
                _writer!.AddCredit(message.Credit.Returns);
                return null;
            case MasterMessage.KindOneofCase.ReadOutput:
                var (read, unread) = LinkEdge.Read(message.ReadOutput);
                if (read is null) Note(unread!);
                else _output.Open(read.Reader, read.Issuer, read.Jid.ToString(), read.From, read.Credit);
                return null;
            case MasterMessage.KindOneofCase.StopReading:
                if (message.StopReading.AtEnd) _output.EndSoon(message.StopReading.Reader);
                else _output.Stop(message.StopReading.Reader);
                return null;
            case MasterMessage.KindOneofCase.OutputCredit:
                _output.AddCredit(message.OutputCredit.Reader, message.OutputCredit.Bytes);
                return null;
            case MasterMessage.KindOneofCase.ComeBackLater:
                return LinkEdge.Later(message.ComeBackLater);
            default:
                // A heartbeat, or what a newer master says: that it was heard is all there is to it.
                return null;
        }
    }

    private JobName? Named(string message, string issuer, string jid)
    {
        var (name, violation) = LinkEdge.Name(message, issuer, jid);
        if (violation is not null) Note(violation);
        return name;
    }

    private void Note(Violation violation)
    {
        _violations++;
        if (_violations <= LineFold.PassedMax || _violations % ViolationsBetween == 0) log.MessageDropped(violation.ToString(), _violations);
    }

    private static async Task<StreamEnd> WatchAsync(Silence silence, CancellationToken over)
    {
        await silence.WaitAsync(over);
        return new StreamEnd.Cut($"the master was silent for {silence.Limit.TotalSeconds:0.#} s");
    }

    private async Task<StreamEnd> StopAsync(CancellationToken over, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new StreamEnd.Stopped();
    }

    /// <summary>Says that nothing more follows, and gives the master a moment to see it.</summary>
    private async Task CloseAsync(Task reading, Task writing)
    {
        try
        {
            await writing.WaitAsync(ClosePatience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _requests.CompleteAsync().WaitAsync(ClosePatience, clock);
            await reading.WaitAsync(ClosePatience, clock);
        }
        catch (Exception e) when (e is TimeoutException or RpcException or InvalidOperationException)
        {
            log.NotClosed(e is RpcException failed ? RpcFault.Of(failed, master).Sentence : SystemErrors.OfAnything(e));
        }
    }

    /// <param name="over">The stream is over anyway: what its loops end with now says nothing.</param>
    private async Task<StreamEnd> EndAsync(Task<StreamEnd> loop, CancellationToken over)
    {
        try
        {
            return await loop;
        }
        catch (Exception e) when (EndOf(e, over) is { } end)
        {
            return end;
        }
    }

    /// <summary>Null: not of the stream's making.</summary>
    private StreamEnd? EndOf(Exception e, CancellationToken stopping) => e switch
    {
        OperationCanceledException or RpcException or InvalidOperationException when stopping.IsCancellationRequested => new StreamEnd.Stopped(),
        RpcException failed => EndOf(RpcFault.Of(failed, master)),
        TimeoutException or EndOfStreamException or FormatException => new StreamEnd.Cut(e.Message),
        InvalidOperationException => new StreamEnd.Cut("the call has ended"),
        _ => null,
    };

    private static StreamEnd EndOf(RpcFault fault) => fault.Failure switch
    {
        Failure.Unauthenticated => new StreamEnd.NotKnown(fault.Sentence),
        Failure.Denied => new StreamEnd.Refused(fault.Sentence),
        _ => new StreamEnd.Cut(fault.Sentence),
    };
}
