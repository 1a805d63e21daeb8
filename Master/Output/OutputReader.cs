using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.Shared.Jobs;

namespace Salt.Master.Output;

/// <summary>One job's output on one minion, for one operator: asked for again from where it was cut off, as often as the
/// minion's stream is lost. What has come and was not taken is bounded by the window.</summary>
internal sealed class OutputReader
{
    private readonly Lock _gate = new();
    private readonly OutputReaders _readers;
    private readonly JobKey _key;
    private readonly int _window;
    private readonly Action<OutputReader, OutputPart> _arrived;
    private OutputOffsets _next;
    private ulong _number;
    private int _held;
    private int _owed;
    private int _credit;
    private bool _isWanted;
    private bool _isOver;
    private bool _endsSoon;

    /// <param name="window">Bytes under way or waiting to be taken, at most.</param>
    /// <param name="arrived">Called for each piece, in order, on the thread of the minion's stream; must not block.</param>
    public OutputReader(
        OutputReaders readers, JobKey key, MinionId minion, OutputOffsets from, int window, Action<OutputReader, OutputPart> arrived)
    {
        (_readers, _key, Minion, _next, _window, _arrived) = (readers, key, minion, from, window, arrived);
    }

    public MinionId Minion { get; }

    /// <summary>Has the minion asked, now or as soon as it has a stream, and again on every stream that follows.</summary>
    public void Want()
    {
        lock (_gate)
        {
            _isWanted = true;
            Ask();
        }
    }

    /// <summary>The minion has a stream.</summary>
    public void Connected()
    {
        lock (_gate) Ask();
    }

    /// <summary>The job is over: the minion may end once all that is there was sent.</summary>
    public void EndSoon()
    {
        lock (_gate)
        {
            if (_endsSoon || _isOver) return;
            _endsSoon = true;
            if (_number != 0) _readers.Links.Stop(Minion, _number, atEnd: true);
        }
    }

    /// <summary>The minion's stream is gone, and with it what was asked on it.</summary>
    public void Lose()
    {
        lock (_gate) Release();
    }

    /// <summary>Nobody reads any more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_number != 0) _readers.Links.Stop(Minion, _number, atEnd: false);
            Release();
            _isOver = true;
        }
    }

    /// <exception cref="SaltException">BadRequest: the minion sends what it was not asked for.</exception>
    public void Take(ulong number, OutputPart part)
    {
        lock (_gate)
        {
            if (number != _number) return;
            if (part.Last is null) Count(part);
            else (_isOver, _number) = (true, 0);
        }

        if (part.Last is not null) _readers.Forget(number);
        _arrived(this, part);
    }

    /// <summary>A piece that arrived was passed on.</summary>
    public void Passed(OutputPart part)
    {
        if (part.Last is not null) return;
        lock (_gate)
        {
            _held -= part.Cost;
            if (_number == 0) return;
            _owed += part.Cost;
            // Given back by halves: a message for each piece would double their number.
            if (_owed < _window / 2) return;
            _credit += _owed;
            _readers.Links.AddCredit(Minion, _number, _owed);
            _owed = 0;
        }
    }

    private void Ask()
    {
        if (!_isWanted || _isOver || _number != 0) return;
        // Set before the stream is used: should it break over that, it is lost in the right order.
        (_number, _credit, _owed) = (_readers.Number(this), _window - _held, 0);
        if (!_readers.Links.Read(Minion, _number, _key, _next, _credit)) Release();
        else if (_endsSoon) _readers.Links.Stop(Minion, _number, atEnd: true);
    }

    private void Count(OutputPart part)
    {
        var goesBack = _next[part.Stream] >= 0 && part.Offset < _next[part.Stream];
        if (part.Data.IsEmpty || goesBack) throw Fault("output out of its order");
        if (part.Cost > _credit) throw Fault("more output than it has credit for");
        _credit -= part.Cost;
        _held += part.Cost;
        _next = _next.With(part.Stream, part.Offset + part.Data.Length);
    }

    private void Release()
    {
        if (_number != 0) _readers.Forget(_number);
        _number = 0;
    }

    private static SaltException Fault(string what) => new(Failure.BadRequest, $"the minion broke the protocol: {what}");
}
