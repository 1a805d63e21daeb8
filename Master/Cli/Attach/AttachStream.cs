using System.Runtime.CompilerServices;
using Grpc.Core;
using Salt.Cli.Connection;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Attach;

/// <summary>What a job prints, to its end. A master that goes away in between is waited for, and asked for what was not
/// printed yet.</summary>
/// <param name="places">Kept up to date by whoever prints.</param>
/// <param name="isQuiet">Somebody else says that the master is gone.</param>
internal sealed class AttachStream(Invocation invocation, OutputPlaces places, bool isQuiet, TimeProvider clock)
{
    private readonly HashSet<string> _open = [];

    /// <summary>Whose output is still to come.</summary>
    public IReadOnlyCollection<string> Open => _open;

    /// <exception cref="SaltException">The master did not come back.</exception>
    public async IAsyncEnumerable<OutputPiece> RunAsync(
        AttachRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var master = await invocation.ConnectAsync(cancellationToken);
        try
        {
            var call = master.Control.Attach(request, cancellationToken: cancellationToken);
            var isAttached = false;
            while (true)
            {
                using (call)
                {
                    while (await NextAsync(call, isAttached, cancellationToken) is { } piece)
                    {
                        if (piece.Attached is { } attached)
                        {
                            if (isAttached) continue;
                            isAttached = true;
                            _open.UnionWith(attached.Minions);
                        }

                        if (piece.End is { } end) _open.Remove(end.Target.Minion);
                        yield return piece;
                    }
                }

                if (_open.Count == 0) yield break;
                if (!isQuiet) invocation.Terminal.Say("The master went away; waiting for it to come back.");
                master.Dispose();
                var later = AttachHint.For(request.Jid, places, _open);
                master = await new MasterReturn(invocation, clock).WaitAsync(request.Jid, $"attach again:\n{later}", cancellationToken);
                call = master.Control.Attach(Rest(request), cancellationToken: cancellationToken);
            }
        }
        finally
        {
            master.Dispose();
        }
    }

    // Null: the stream ended, or the master went away.
    private static async Task<OutputPiece?> NextAsync(
        AsyncServerStreamingCall<OutputPiece> call, bool isAttached, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellationToken) ? call.ResponseStream.Current : null;
        }
        catch (RpcException e) when (isAttached && RpcFailures.IsGone(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private AttachRequest Rest(AttachRequest request)
    {
        var rest = new AttachRequest { Jid = request.Jid };
        foreach (var minion in _open)
        {
            rest.Minions.Add(minion);
            rest.Places.Add(new OutputPlace { Minion = minion, StdoutFrom = places[minion].Stdout, StderrFrom = places[minion].Stderr });
        }

        return rest;
    }
}
