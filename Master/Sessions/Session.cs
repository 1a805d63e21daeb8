using System.Threading.Channels;
using Grpc.Core;
using Salt.Master.Jobs;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>One minion's open stream.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>Messages that may wait for a minion that reads slowly. One that falls behind further is cut: when it
    /// comes back it says what it holds, and is told again.</summary>
    private const int OutgoingMax = 16384;

    /// <summary>Messages that are put together before they are sent.</summary>
    private const int FlushEvery = 64;

    private static readonly WriteOptions More = new(WriteFlags.BufferHint);
    private static readonly WriteOptions Last = new();

    // A message to a stream that idles is written by whoever sends it: no thread has to wake up for it.
    private readonly Channel<MasterMessage> _outgoing = Channel.CreateBounded<MasterMessage>(
        new BoundedChannelOptions(OutgoingMax) { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _clock;
    private long _heard;
    private int _held;
    private int _returned;
    private int _violations;
    private volatile bool _closed;
    private SaltException? _cause;

    public Session(MinionId id, Fingerprint key, HelloFacts hello, string address, uint credit, TimeProvider clock)
    {
        Id = id;
        Key = key;
        MachineId = hello.MachineId;
        Version = hello.Version;
        JobsFolder = hello.JobsFolder;
        Address = address;
        Credit = credit;
        Since = clock.GetUtcNow();
        _clock = clock;
        _heard = clock.GetTimestamp();
    }

    public MinionId Id { get; }

    public Fingerprint Key { get; }

    public string MachineId { get; }

    public string Version { get; }

    /// <summary>Where the minion keeps its jobs, a path over there; empty: it did not say.</summary>
    public string JobsFolder { get; }

    public string Address { get; }

    public DateTimeOffset Since { get; }

    /// <summary>Returns the minion may have under way.</summary>
    public uint Credit { get; }

    /// <summary>The minion has said what it holds: jobs may be offered to it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Cancelled when the stream has to end from this side; <see cref="Cause"/> says why.</summary>
    public CancellationToken CutToken => _cut.Token;

    public SaltException Cause => _cause ?? new SaltException(Failure.Unavailable, "the stream has ended");

    /// <summary>Ends when nothing of this stream is read or reported any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How long nothing was heard. Zero while it is us who do not listen.</summary>
    public TimeSpan Silence => Volatile.Read(ref _held) > 0 ? TimeSpan.Zero : _clock.GetElapsedTime(Volatile.Read(ref _heard));

    public void Open() => IsOpen = true;

    /// <summary>One more message of this stream was dropped.</summary>
    /// <returns>How many there were. From the thread that listens.</returns>
    public int CountViolation() => ++_violations;

    public void Hear() => Volatile.Write(ref _heard, _clock.GetTimestamp());

    /// <summary>We do not read for a while: the minion's silence means nothing.</summary>
    public void Hold() => Interlocked.Increment(ref _held);

    public void Listen()
    {
        Hear();
        Interlocked.Decrement(ref _held);
    }

    public void Send(MasterMessage message)
    {
        if (_outgoing.Writer.TryWrite(message) || _closed) return;
        Cut(new SaltException(Failure.Unavailable, $"{OutgoingMax} messages wait for the minion, which does not read them"));
    }

    /// <summary>A return of this minion is on record. From one thread at a time.</summary>
    public void SendStored(JobKey key)
    {
        Send(HubMessages.Stored(key));
        // Given back by halves: a message for each would double their number.
        if (++_returned < Math.Max(1, Credit / 2)) return;
        Send(HubMessages.Credit((uint)_returned));
        _returned = 0;
    }

    /// <summary>Ends the stream; what waits to be sent is sent if that takes no time.</summary>
    public void Cut(SaltException cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is not null) return;
        Finish();
        _cut.Cancel();
    }

    /// <summary>Takes no more messages; what waits is sent.</summary>
    public void Finish()
    {
        _closed = true;
        _outgoing.Writer.TryComplete();
    }

    /// <summary>Sends what there is to send, until the stream is finished.</summary>
    public async Task WriteAllAsync(IServerStreamWriter<MasterMessage> outgoing)
    {
        var reader = _outgoing.Reader;
        try
        {
            while (await reader.WaitToReadAsync())
            {
                for (var unsent = 1; reader.TryRead(out var message); unsent++)
                {
                    outgoing.WriteOptions = unsent % FlushEvery != 0 && reader.TryPeek(out _) ? More : Last;
                    await outgoing.WriteAsync(message);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The minion is gone. The reading side learns it too, but it may be waiting for something else.
            Cut(new SaltException(Failure.Unavailable, "the stream broke", SystemErrors.OfAnything(e)));
        }
    }

    /// <summary>Nothing will be reported any more: a newer stream of this minion may begin.</summary>
    public void End() => _ended.TrySetResult();

    public void Dispose() => _cut.Dispose();
}
