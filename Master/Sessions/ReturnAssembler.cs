using System.Text;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Validation;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Puts the chunks of one minion's returns together, one return after the other. Small ones in memory, large ones
/// in a file.</summary>
internal sealed class ReturnAssembler(Session session, LargeReturns large, Violations violations, long returnMax, TimeProvider clock) : IAsyncDisposable
{
    private JobReturn? _first;
    private ReturnedJob? _returned;
    private bool _isBroken;
    private MemoryStream? _small;
    private FileStream? _large;
    private long _received;

    /// <returns>The return, if this chunk was its last.</returns>
    /// <exception cref="SaltException">BadRequest: the chunk fits nothing. Unavailable: there is no room for it.</exception>
    public async ValueTask<ReturnedJob?> AddAsync(JobReturn chunk)
    {
        var first = Begin(chunk);
        _received += chunk.Data.Length;
        if ((ulong)_received > first.Head.Size) throw HubMessages.Fault($"the return of {Name(first)} is longer than its head says");
        if (!chunk.Last)
        {
            await KeepAsync(first, chunk);
            return null;
        }

        if ((ulong)_received != first.Head.Size) throw HubMessages.Fault($"the return of {Name(first)} is shorter than its head says");
        var returned = _returned is null ? null : await WholeAsync(_returned, first, chunk);
        await ResetAsync();
        return returned;
    }

    public ValueTask DisposeAsync() => ResetAsync();

    private JobReturn Begin(JobReturn chunk)
    {
        if (chunk.Head is null)
        {
            return _first is not null && _first.Jid == chunk.Jid && _first.Issuer == chunk.Issuer
                ? _first
                : throw HubMessages.Fault($"a piece of the return of {Name(chunk)} has no beginning");
        }

        if (_first is not null) throw HubMessages.Fault($"the return of {Name(chunk)} begins within that of {Name(_first)}");
        (_returned, var violation) = HubEdge.Returned(session.Id, chunk, NowUs);
        _isBroken = violation is not null;
        if (violation is not null) violations.Note(session, violation);
        return _first = chunk;
    }

    private async ValueTask KeepAsync(JobReturn first, JobReturn chunk)
    {
        if (_isBroken || _received > returnMax) return;
        if (first.Head.Size > LargeReturns.Large) await LargeReturns.AddAsync(_large ??= large.Begin(), chunk.Data.Memory);
        else (_small ??= new MemoryStream((int)first.Head.Size)).Write(chunk.Data.Span);
    }

    private async ValueTask<ReturnedJob> WholeAsync(ReturnedJob returned, JobReturn first, JobReturn last)
    {
        if (_isBroken) return returned;
        if (_received > returnMax)
        {
            // Refused it would be sent for ever: its end is kept, and in place of the return what became of it.
            var instead = $"\"The return of {_received} bytes was dropped by the master: it is over return_max ({returnMax})\"";
            return returned with { End = returned.End with { Ret = Encoding.UTF8.GetBytes(instead) } };
        }

        var (whole, violation) = HubEdge.Whole(returned, session.Id, await BytesAsync(first, last), NowUs);
        if (violation is not null) violations.Note(session, violation);
        return whole;
    }

    private async ValueTask<ReadOnlyMemory<byte>> BytesAsync(JobReturn first, JobReturn last)
    {
        if (ReferenceEquals(first, last)) return last.Data.Memory;
        await KeepAsync(first, last);
        if (_large is not null) return await large.ReadAsync(_large);
        return _small is null ? default : _small.GetBuffer().AsMemory(0, (int)_small.Length);
    }

    private async ValueTask ResetAsync()
    {
        _first = null;
        _returned = null;
        _small = null;
        _received = 0;
        if (_large is null) return;
        var done = _large;
        _large = null;
        await done.DisposeAsync();
    }

    private static string Name(JobReturn chunk) => PlainLine.Of(chunk.Jid, WireLimits.MachineId);

    private long NowUs => clock.GetUtcNow().ToUnixMicroseconds();
}
