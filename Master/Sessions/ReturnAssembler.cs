using System.Text;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Puts the chunks of one minion's returns together, one return after the other.</summary>
internal sealed class ReturnAssembler(Session session, LargeReturns large, long returnMax) : IDisposable
{
    private JobReturn? _first;
    private MemoryStream? _data;
    private long _received;
    private bool _hasTurn;

    /// <returns>The return, if this chunk was its last.</returns>
    /// <exception cref="SaltException">BadRequest: the chunk fits nothing.</exception>
    public async ValueTask<ReturnedJob?> AddAsync(JobReturn chunk)
    {
        var first = await BeginAsync(chunk);
        _received += chunk.Data.Length;
        if (_received > (long)first.Head.Size) throw HubMessages.Fault($"the return of {first.Jid} is longer than its head says");
        if (!chunk.Last)
        {
            if (_received <= returnMax) (_data ??= new MemoryStream((int)Math.Min((long)first.Head.Size, returnMax))).Write(chunk.Data.Span);
            return null;
        }

        var ret = ReferenceEquals(chunk, first) ? chunk.Data.Memory : Joined(chunk);
        Reset();
        return Whole(first, ret);
    }

    public void Dispose() => Reset();

    private async ValueTask<JobReturn> BeginAsync(JobReturn chunk)
    {
        if (chunk.Head is not null)
        {
            if (_first is not null) throw HubMessages.Fault($"the return of {chunk.Jid} begins within that of {_first.Jid}");
            if (!chunk.Last && chunk.Head.Size > LargeReturns.Large) await WaitForTurnAsync();
            _received = 0;
            return _first = chunk;
        }

        return _first is not null && _first.Jid == chunk.Jid && _first.Issuer == chunk.Issuer
            ? _first
            : throw HubMessages.Fault($"a piece of the return of {chunk.Jid} has no beginning");
    }

    private async ValueTask WaitForTurnAsync()
    {
        session.Hold();
        try
        {
            await large.EnterAsync(session.CutToken);
            _hasTurn = true;
        }
        finally
        {
            session.Listen();
        }
    }

    private ReadOnlyMemory<byte> Joined(JobReturn last)
    {
        if (_received > returnMax) return default;
        _data!.Write(last.Data.Span);
        return _data.GetBuffer().AsMemory(0, (int)_data.Length);
    }

    private void Reset()
    {
        _first = null;
        _data = null;
        if (!_hasTurn) return;
        _hasTurn = false;
        large.Leave();
    }

    private ReturnedJob Whole(JobReturn first, ReadOnlyMemory<byte> ret)
    {
        if (_received != (long)first.Head.Size) throw HubMessages.Fault($"the return of {first.Jid} is shorter than its head says");
        var returned = HubMessages.Returned(session.Id, first, ret);
        if (_received <= returnMax) return returned;
        // Refused it would be sent for ever: its end is kept, and in place of the return what became of it.
        var instead = $"\"The return of {_received} bytes was dropped by the master: it is over return_max ({returnMax})\"";
        return returned with { End = returned.End with { Ret = Encoding.UTF8.GetBytes(instead) } };
    }
}
