using Grpc.Core;
using Microsoft.Extensions.Logging;
using Salt.Master.Authority;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Serves a minion's stream, from its hello to its end.</summary>
internal sealed class SessionHost(
    SessionGate gate,
    SessionRegistry registry,
    SessionListener listener,
    SessionsOptions options,
    TimeProvider clock,
    ILogger<SessionHost> log)
{
    /// <summary>The version of <c>minion_hub.proto</c> that is spoken here.</summary>
    private const uint Protocol = 1;

    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(2);
    private static readonly string Version = typeof(SessionHost).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <exception cref="SaltException">Why the stream was not let in, or was ended from this side.</exception>
    public async Task ServeAsync(
        IAsyncStreamReader<MinionMessage> incoming, IServerStreamWriter<MasterMessage> outgoing, ServerCallContext context)
    {
        if (Peer.Of(context) is not Peer.Minion minion) throw new SaltException(Failure.Denied, "only minions connect here");
        if (gate.TryRefuse(out var later))
        {
            await outgoing.WriteAsync(later);
            return;
        }

        var hello = await HelloAsync(minion.Id, incoming, context.CancellationToken);
        using var session = new Session(minion.Id, minion.Key, hello, PeerAddress.Of(context), CreditRule.For(registry.Count + 1), clock);
        // Before anybody can find the session: nothing may come before Welcome.
        session.Send(Welcome(session.Credit));
        await gate.AdmitAsync(session, context.CancellationToken);
        try
        {
            await ServeAsync(session, hello, incoming, outgoing, context);
        }
        finally
        {
            // Seen first, gone then: whoever asks never finds it down since before it came.
            var seenUs = listener.Closing(session);
            registry.Remove(session);
            await listener.ClosedAsync(session, seenUs);
            session.End();
        }
    }

    private async Task ServeAsync(
        Session session,
        HelloFacts hello,
        IAsyncStreamReader<MinionMessage> incoming,
        IServerStreamWriter<MasterMessage> outgoing,
        ServerCallContext context)
    {
        var writing = session.WriteAllAsync(outgoing);
        try
        {
            gate.Recheck(session);
            await listener.OpenedAsync(session, hello);
            log.Connected(session.Id, session.Address, session.Version);
            await listener.ListenAsync(session, incoming);
        }
        catch (OperationCanceledException) when (session.CutToken.IsCancellationRequested)
        {
            // It is us who ended it: the minion is told why.
            throw session.Cause;
        }
        finally
        {
            session.Finish();
            await FlushAsync(writing, context);
            log.Disconnected(session.Id, session.CutToken.IsCancellationRequested ? session.Cause.Message : "it closed the stream");
        }
    }

    private async Task<HelloFacts> HelloAsync(MinionId minion, IAsyncStreamReader<MinionMessage> incoming, CancellationToken cancellationToken)
    {
        bool any;
        try
        {
            any = await incoming.MoveNext(cancellationToken).WaitAsync(HelloWithin, clock, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new SaltException(Failure.TimedOut, $"no hello within {HelloWithin.TotalSeconds} s", inner: e);
        }

        if (!any || incoming.Current.Hello is not { } hello) throw HubMessages.Fault("the first message is no hello");
        if (hello.Protocol < Protocol) throw new SaltException(Failure.BadRequest, $"protocol {hello.Protocol} is not spoken here, at least {Protocol} is");
        var (facts, violation) = HubEdge.Hello(minion, hello);
        return facts ?? throw HubMessages.Fault(violation!.ToString());
    }

    private MasterMessage Welcome(uint credit) => new()
    {
        Welcome = new Welcome
        {
            Master = options.Issuer,
            Version = Version,
            Protocol = Protocol,
            HeartbeatMs = (uint)options.Heartbeat.TotalMilliseconds,
            Credit = credit,
        },
    };

    private async Task FlushAsync(Task writing, ServerCallContext context)
    {
        try
        {
            await writing.WaitAsync(FlushWithin, clock);
        }
        catch (TimeoutException)
        {
            // It does not read: nothing can be said to it any more, and the stream must not stay open for that.
            context.GetHttpContext().Abort();
            await writing;
        }
    }
}
