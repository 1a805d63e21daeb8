using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Salt.Master.Jobs;
using Salt.Shared.Errors;
using Salt.Shared.Identities;
using Salt.V1;

namespace Salt.Master.Sessions;

/// <summary>The open streams, at most one for each minion: the way to them, and who may replace whom.</summary>
internal sealed class SessionRegistry(TimeProvider clock) : IMinionLinks
{
    /// <summary>How long a minion whose stream ended is expected back: jobs for it wait as long as their offer may.</summary>
    private static readonly TimeSpan ReturnsWithin = TimeSpan.FromSeconds(5);

    /// <summary>The same after the master's own start, when everybody has to come back.</summary>
    private static readonly TimeSpan AllReturnWithin = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<MinionId, Session> _sessions = new();
    private readonly ConcurrentDictionary<MinionId, long> _left = new();
    private readonly long _started = clock.GetTimestamp();

    public ICollection<Session> All => _sessions.Values;

    public int Count => _sessions.Count;

    public bool TryFind(MinionId id, [NotNullWhen(true)] out Session? session) => _sessions.TryGetValue(id, out session);

    /// <summary>Lets a stream in. An older one of the same machine is ended first, for its minion has given it up.</summary>
    /// <exception cref="SaltException">Conflict: another machine holds the id, and is alive.</exception>
    public async Task AdmitAsync(Session session, CancellationToken cancellationToken)
    {
        while (!_sessions.TryAdd(session.Id, session))
        {
            if (!_sessions.TryGetValue(session.Id, out var older)) continue;
            if (older.MachineId != session.MachineId && !older.CutToken.IsCancellationRequested)
            {
                throw new SaltException(
                    Failure.Conflict,
                    $"minion {session.Id} is connected from {older.Address}, which is another machine: two must not share an id");
            }

            older.Cut(new SaltException(Failure.Conflict, "a newer stream of this minion took its place"));
            await older.Ended.WaitAsync(cancellationToken);
        }

        _left.TryRemove(session.Id, out _);
    }

    public void Remove(Session session)
    {
        _left[session.Id] = clock.GetTimestamp();
        _sessions.TryRemove(KeyValuePair.Create(session.Id, session));
    }

    public Presence PresenceOf(MinionId minion)
    {
        if (_sessions.TryGetValue(minion, out var session)) return session.IsOpen ? Presence.Connected : Presence.Reconnecting;
        if (clock.GetElapsedTime(_started) < AllReturnWithin) return Presence.Reconnecting;
        return _left.TryGetValue(minion, out var left) && clock.GetElapsedTime(left) < ReturnsWithin
            ? Presence.Reconnecting
            : Presence.Away;
    }

    /// <summary>Forgets who left long ago.</summary>
    public void Prune()
    {
        foreach (var (id, left) in _left)
        {
            if (clock.GetElapsedTime(left) >= ReturnsWithin) _left.TryRemove(KeyValuePair.Create(id, left));
        }
    }

    public void Offer(IReadOnlyList<MinionId> minions, JobSpec job)
    {
        // One message for all of them: it is only read from here on.
        var offer = HubMessages.Offer(job);
        foreach (var minion in minions) Send(minion, offer);
    }

    public void Start(MinionId minion, JobKey key) => Send(minion, HubMessages.Start(key));

    public void Withdraw(MinionId minion, JobKey key) => Send(minion, HubMessages.Withdraw(key));

    public void Stored(MinionId minion, JobKey key)
    {
        if (_sessions.TryGetValue(minion, out var session)) session.SendStored(key);
    }

    public void Cut(MinionId minion, string reason)
    {
        if (_sessions.TryGetValue(minion, out var session)) session.Cut(new SaltException(Failure.Unavailable, reason));
    }

    private void Send(MinionId minion, MasterMessage message)
    {
        if (_sessions.TryGetValue(minion, out var session)) session.Send(message);
    }
}
