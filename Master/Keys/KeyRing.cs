using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>
/// Every minion's key and where it stands: the one authority on whether a minion is accepted. An id has at most one
/// key that is accepted, pending or rejected, and a few denied ones beside it. The folder on disk is read once, at
/// start; afterwards it changes through here alone. Safe for concurrent use.
/// </summary>
public sealed class KeyRing
{
    private const int MaxDeniedPerId = 4;
    private const int MaxDenied = 1000;

    private readonly Lock _changing = new();
    private readonly Lock _telling = new();
    private readonly ConcurrentQueue<KeyChange> _untold = new();
    private readonly KeyFolder _folder;
    private readonly KeysOptions _options;
    private readonly ConcurrentDictionary<MinionId, MinionKey> _current = new();
    private readonly ConcurrentDictionary<(MinionId Id, Fingerprint Key), MinionKey> _denied = new();

    /// <summary>Reads the folder. What cannot be read is set aside, with a line in the log.</summary>
    public KeyRing(KeyFolder folder, KeysOptions options)
    {
        _folder = folder;
        _options = options;
        foreach (var key in folder.Load())
        {
            if (key.State == KeyState.Denied) _denied[(key.Id, key.Fingerprint)] = key;
            else _current[key.Id] = key;
        }
    }

    /// <summary>
    /// Raised after every change, one at a time and in order. When a listener hears of one the next may have happened
    /// already, so it asks the ring how things stand. Who lets a peer in on <see cref="IsAccepted"/> and keeps it asks
    /// again after it has begun to listen for that peer.
    /// </summary>
    public event Action<KeyChange>? Changed;

    /// <summary>
    /// Whether this very key is the accepted one of this id. The master's own id has none, not even one that was accepted
    /// before the master had its name. Takes no lock: it is asked on every call.
    /// </summary>
    public bool IsAccepted(MinionId id, Fingerprint fingerprint) =>
        id != _options.OwnId && _current.TryGetValue(id, out var key) && key.State == KeyState.Accepted && key.Fingerprint == fingerprint;

    /// <summary>All keys, ordered by id, the denied ones of an id last.</summary>
    public IReadOnlyList<MinionKey> List() =>
        [.. _current.Values.Concat(_denied.Values).OrderBy(k => k.Id).ThenBy(k => k.State)];

    /// <summary>The accepted, pending or rejected key of an id.</summary>
    public MinionKey? Find(MinionId id) => _current.GetValueOrDefault(id);

    /// <summary>
    /// A minion shows its key. A new id waits, or is accepted if <paramref name="admitted"/> or <c>auto_accept</c> says
    /// so; a second key of a known id is denied; a rejected id stays rejected.
    /// </summary>
    /// <returns>The key as it now stands.</returns>
    /// <exception cref="SaltException">Unavailable: too many keys wait already. Denied: the id is the master's own.</exception>
    public MinionKey Submit(MinionId id, PublicKey publicKey, string address, string machineId, bool admitted)
    {
        RefuseOwn(id);
        var shown = MinionKey.Of(id, KeyState.Pending, publicKey, address, machineId);
        MinionKey result;
        lock (_changing)
        {
            var current = _current.GetValueOrDefault(id);
            result = shown with { State = StateOf(current, shown.Fingerprint, admitted || _options.AutoAccept) };
            if (result.State == KeyState.Denied) Deny(result);
            else Keep(result, current);
        }

        Tell();
        return result;
    }

    /// <exception cref="SaltException">Denied: the id is the master's own.</exception>
    public void RefuseOwn(MinionId id)
    {
        if (id == _options.OwnId) throw new SaltException(Failure.Denied, Owned(id));
    }

    /// <summary>Does to exactly this key what an operator asks, if it still stands where the operator saw it.</summary>
    public KeyOutcome Change(KeyVerb verb, MinionId id, KeyState state, Fingerprint fingerprint)
    {
        lock (_changing)
        {
            var key = state == KeyState.Denied ? _denied.GetValueOrDefault((id, fingerprint)) : _current.GetValueOrDefault(id);
            if (key is null || key.State != state || key.Fingerprint != fingerprint)
            {
                return new KeyOutcome(id, $"The key of minion {id} has changed since it was listed.");
            }

            if (Refusal(verb, key) is { } refusal) return new KeyOutcome(id, refusal);
            if (verb == KeyVerb.Delete) Forget(key);
            else Move(key, verb == KeyVerb.Accept ? KeyState.Accepted : KeyState.Rejected);
        }

        Tell();
        return new KeyOutcome(id, null);
    }

    private static string Owned(MinionId id) =>
        $"The id {id} is the master's own, for the runs of its runners: give the minion another one.";

    private static KeyState StateOf(MinionKey? current, Fingerprint shown, bool admitted)
    {
        if (current is null) return admitted ? KeyState.Accepted : KeyState.Pending;
        if (current.State == KeyState.Rejected) return KeyState.Rejected;
        if (current.Fingerprint != shown) return KeyState.Denied;
        return admitted ? KeyState.Accepted : current.State;
    }

    private string? Refusal(KeyVerb verb, MinionKey key) => (verb, key.State) switch
    {
        (KeyVerb.Accept, _) when key.Id == _options.OwnId => Owned(key.Id),
        (KeyVerb.Accept, KeyState.Accepted) => $"The key of minion {key.Id} is accepted already.",
        (KeyVerb.Reject, KeyState.Rejected) => $"The key of minion {key.Id} is rejected already.",
        (KeyVerb.Reject, KeyState.Denied) when _current.ContainsKey(key.Id) =>
            $"Minion {key.Id} has another key: delete the denied one instead.",
        _ => null,
    };

    private void Keep(MinionKey shown, MinionKey? current)
    {
        // A rejected id may come with any key; the one that was rejected is the one on record.
        if (shown == current || shown.State == KeyState.Rejected) return;
        if (shown.State == KeyState.Pending && current is null) RefuseCrowd(shown.Address);
        _folder.Write(shown);
        if (current is not null && current.State != shown.State) _folder.Remove(current);
        _current[shown.Id] = shown;
        if (_denied.TryRemove((shown.Id, shown.Fingerprint), out var denied)) _folder.Remove(denied);
        if (current?.State != shown.State) _untold.Enqueue(new KeyChange(shown, current?.State, shown.State));
    }

    private void Deny(MinionKey shown)
    {
        var isNew = !_denied.TryGetValue((shown.Id, shown.Fingerprint), out var known);
        if (shown == known) return;
        // A crowd of strangers must not fill the disk. Those that are not recorded are refused all the same.
        var recorded = _denied.Values.Count(k => k.Id == shown.Id);
        if (isNew && (recorded >= MaxDeniedPerId || _denied.Count >= MaxDenied)) return;
        _folder.Write(shown);
        _denied[(shown.Id, shown.Fingerprint)] = shown;
        if (isNew) _untold.Enqueue(new KeyChange(shown, null, KeyState.Denied));
    }

    private void Move(MinionKey key, KeyState to)
    {
        var moved = key with { State = to };
        // A denied key that is accepted takes the place of the key that held the id until now.
        if (key.State == KeyState.Denied && _current.TryGetValue(key.Id, out var replaced)) Forget(replaced);
        _folder.Move(key, moved);
        _denied.TryRemove((key.Id, key.Fingerprint), out _);
        _current[key.Id] = moved;
        _untold.Enqueue(new KeyChange(moved, key.State, to));
    }

    private void Forget(MinionKey key)
    {
        _folder.Remove(key);
        if (key.State == KeyState.Denied) _denied.TryRemove((key.Id, key.Fingerprint), out _);
        else _current.TryRemove(key.Id, out _);
        _untold.Enqueue(new KeyChange(key, key.State, null));
    }

    /// <summary>Outside the lock of the keys, for listeners ask the ring; whichever thread comes first tells for all.</summary>
    private void Tell()
    {
        lock (_telling)
        {
            while (_untold.TryDequeue(out var change)) Changed?.Invoke(change);
        }
    }

    private void RefuseCrowd(string address)
    {
        var waiting = 0;
        var waitingThere = 0;
        foreach (var key in _current.Values.Where(k => k.State == KeyState.Pending))
        {
            waiting++;
            if (key.Address == address) waitingThere++;
        }

        if (waitingThere >= _options.MaxPendingKeysOfAddress)
        {
            throw new SaltException(
                Failure.Unavailable,
                $"{waitingThere} keys from {address} wait to be accepted already, and that is its share: accept, reject or delete some (master-cli keys list)");
        }

        if (waiting < _options.MaxPendingKeys) return;
        throw new SaltException(
            Failure.Unavailable, $"{waiting} keys wait to be accepted already: accept, reject or delete some (master-cli keys list)");
    }
}
