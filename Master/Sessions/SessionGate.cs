using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Salt.Master.Keys;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>Who may open a stream now: too many at once wait outside, one machine holds an id, and when the master
/// stops everybody is told when to come back.</summary>
internal sealed class SessionGate(
    SessionRegistry registry,
    Presences presences,
    KeyRing ring,
    SessionsOptions options,
    TimeProvider clock,
    ILogger<SessionGate> log)
{
    private const string Stopping = "the master is stopping";
    private const int StopPauseMs = 1000;

    /// <summary>What each stream adds to the time over which all come back: as fast as they can be let in.</summary>
    private const int StopSpreadMs = 4;

    private readonly HelloBudget _budget = new(options.HellosPerSecond, options.HelloBurst);
    private readonly long _began = clock.GetTimestamp();
    private volatile bool _stopping;

    /// <returns>True: the stream is not let in now; the message says when it may come back.</returns>
    public bool TryRefuse([NotNullWhen(true)] out MasterMessage? later)
    {
        later = _stopping
            ? HubMessages.ComeBackLater(AfterStop(), Stopping)
            : _budget.Ask(clock.GetElapsedTime(_began)) is { } wait
                ? HubMessages.ComeBackLater(wait, "too many minions connect at once")
                : null;
        return later is not null;
    }

    /// <exception cref="SaltException">Conflict: another machine holds the id.</exception>
    public async Task AdmitAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            await registry.AdmitAsync(session, cancellationToken);
        }
        catch (SaltException e) when (e.Failure == Failure.Conflict)
        {
            presences.Duplicate(session.Id, session.Address, clock.GetUtcNow());
            log.Duplicate(session.Id, session.Address, e.Message);
            throw;
        }
    }

    /// <summary>To be asked once the stream is registered: what changed before that went past it.</summary>
    /// <exception cref="SaltException">The key is not accepted any more, or the master is stopping.</exception>
    public void Recheck(Session session)
    {
        if (!ring.IsAccepted(session.Id, session.Key)) throw Revoked(session);
        if (_stopping) throw new SaltException(Failure.Unavailable, Stopping);
    }

    /// <summary>Sends everybody away, each to come back at a moment of its own.</summary>
    public void Close()
    {
        _stopping = true;
        foreach (var session in registry.All)
        {
            session.Send(HubMessages.ComeBackLater(AfterStop(), Stopping));
            session.Cut(new SaltException(Failure.Unavailable, Stopping));
        }
    }

    public static SaltException Revoked(Session session) =>
        new(Failure.Unauthenticated, $"the key of minion {session.Id} is not accepted any more");

    private TimeSpan AfterStop() =>
        TimeSpan.FromMilliseconds(StopPauseMs + RandomNumberGenerator.GetInt32((StopSpreadMs * registry.Count) + 1));
}
