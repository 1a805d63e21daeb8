using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Salt.Master.Keys;
using Salt.Master.Store;
using Salt.Master.Targeting;
using Salt.Shared.Errors;
using Salt.Shared.Identities;

namespace Salt.Master.Sessions;

/// <summary>The accepted minions, up or down, and what each last said of itself.</summary>
internal sealed class MinionDirectory(KeyRing ring, IMinionStore store, ILogger<MinionDirectory> log) : IHostedService, IKnownMinions
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<MinionId, MinionRecord> _records = new();
    private readonly ConcurrentDictionary<MinionId, bool> _unwritten = new();
    private ImmutableSortedSet<MinionId>? _accepted;

    public ImmutableSortedSet<MinionId> Accepted
    {
        get
        {
            lock (_gate)
            {
                return _accepted ??= ring.List().Where(k => k.State == KeyState.Accepted).Select(k => k.Id).ToImmutableSortedSet();
            }
        }
    }

    public ReadOnlyMemory<byte> GrainsOf(MinionId id) => _records.TryGetValue(id, out var record) ? record.Grains : default;

    public MinionRecord? Find(MinionId id) => _records.GetValueOrDefault(id);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ring.Changed += Notice;
        try
        {
            await foreach (var record in store.MinionsAsync(cancellationToken))
            {
                if (Accepted.Contains(record.Id)) _records[record.Id] = record;
                else await store.DeleteMinionAsync(record.Id.ToString());
            }
        }
        catch (SaltException e)
        {
            // They say it again as they connect.
            log.MinionsNotRead(e.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ring.Changed -= Notice;
        return Task.CompletedTask;
    }

    /// <summary>Remembers what a minion says, in memory and, if it says something new, on disk.</summary>
    public async Task RememberAsync(MinionRecord now)
    {
        var before = _records.GetValueOrDefault(now.Id);
        _records[now.Id] = now;
        if (before is not null && IsSame(before, now) && !_unwritten.ContainsKey(now.Id)) return;
        await WriteAsync(now.Id, () => store.SaveMinionAsync(now));
    }

    /// <summary>The minion was there until now.</summary>
    public void Seen(MinionId id, long seenUs)
    {
        if (_records.TryGetValue(id, out var record)) _records[id] = record with { SeenUs = seenUs };
    }

    /// <summary>The minion's stream has ended.</summary>
    public async Task LeftAsync(MinionId id, long seenUs)
    {
        if (!_records.TryGetValue(id, out var record)) return;
        await WriteAsync(id, async () =>
        {
            // Written whole where it is not there as it is here: the disk was full, or the file was begun anew.
            if (_unwritten.ContainsKey(id) || !await store.SaveMinionSeenAsync(id, seenUs))
                await store.SaveMinionAsync(record with { SeenUs = seenUs });
        });
    }

    private static bool IsSame(MinionRecord before, MinionRecord now) =>
        before with { SeenUs = 0, Grains = default } == now with { SeenUs = 0, Grains = default }
        && before.Grains.Span.SequenceEqual(now.Grains.Span);

    private async Task WriteAsync(MinionId id, Func<Task> write)
    {
        try
        {
            await write();
            _unwritten.TryRemove(id, out _);
        }
        catch (SaltException e)
        {
            // Memory has it; it is written when the minion says something new or leaves.
            _unwritten[id] = true;
            log.MinionNotWritten(id, e.Message);
        }
    }

    private void Notice(KeyChange change)
    {
        lock (_gate) _accepted = null;
        // On disk it stays until the next start.
        if (change.To is null && ring.Find(change.Key.Id) is null) _records.TryRemove(change.Key.Id, out _);
    }
}
